package com.example.score;

import com.google.gson.Gson;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Command;
import java.util.Set;
import org.pf4j.Extension;

/** Counts with !win, and remembers the score as JSON. */
@Extension
public final class ScoreBehaviour implements ChatBehaviour {
    private static final Gson JSON = new Gson();

    @Override
    public Set<String> scopes() {
        return Set.of("user:write:chat");
    }

    @Override
    public BehaviourSession open(Bot bot) {
        bot.commands().add(Command.named("win"), call -> {
            Score before = bot.memory()
                    .get("score")
                    .map(json -> JSON.fromJson(json, Score.class))
                    .orElse(new Score("nobody", 0));
            Score now = new Score(call.message().chatterName(), before.wins() + 1);
            bot.memory().put("score", JSON.toJson(now));
            bot.say(call.message().channel(), now.wins() + " wins, the latest by " + now.latest());
        });
        return message -> {};
    }

    private record Score(String latest, int wins) {}
}
