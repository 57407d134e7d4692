package com.example.hello;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.Set;
import org.pf4j.Extension;

/** Answers !hello with a greeting. */
@Extension
public final class HelloBehaviour implements ChatBehaviour {
    private static final Setting<String> GREETING =
            Setting.text("greeting", 100).orElse("Hello").describedAs("What to say before the name");

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(GREETING);
    }

    @Override
    public Set<String> scopes() {
        return Set.of("user:write:chat");
    }

    @Override
    public BehaviourSession open(Bot bot) {
        String greeting = bot.settings().get(GREETING);
        bot.commands().add(Command.named("hello"), call -> {
            bot.say(call.message().channel(), greeting + ", " + call.message().chatterName() + "!");
        });
        return message -> bot.log().info("The account itself wrote: {}", message.text());
    }
}
