package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.Objects;

/**
 * A session and its bot.
 *
 * @param bot the bot, which ends before the session does
 * @param session the session that the behaviour opened
 */
record OpenSession(FakeBot bot, BehaviourSession session) {

    /** Opens a session. If that fails, its bot is closed. */
    static OpenSession open(ChatBehaviour behaviour, FakeBot bot) {
        try {
            return new OpenSession(bot, Objects.requireNonNull(behaviour.open(bot), "session"));
        } catch (RuntimeException | Error e) {
            bot.close();
            bot.end();
            throw e;
        }
    }

    String login() {
        return bot.account().login();
    }

    /** Ends the bot and drops the session's pending calls; closing the session is then its last call. */
    void close(Turns turns) {
        bot.close();
        turns.clear();
        turns.add(() -> {
            try {
                session.close();
            } finally {
                bot.end();
            }
        });
    }
}
