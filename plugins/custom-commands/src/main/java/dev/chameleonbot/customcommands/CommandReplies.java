package dev.chameleonbot.customcommands;

import dev.chameleonbot.plugin.api.Argument;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.CommandCall;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.Settings;

/** The commands of one account. Confined to its session's thread. */
final class CommandReplies {
    private static final String TEXT = "text";

    private final Bot bot;

    CommandReplies(Bot bot) {
        this.bot = bot;
    }

    /** Adds a configured command; the checks of the settings have validated its names. */
    void add(Settings settings) {
        Reply reply = new Reply(settings.get(CustomCommands.REPLY));
        bot.commands().add(command(settings), call -> answer(call, reply));
    }

    private static Command command(Settings settings) {
        Command command = Command.named(settings.get(CustomCommands.NAME))
                .takes(Argument.rest(TEXT).optional())
                .allow(settings.get(CustomCommands.ALLOW))
                .cooldown(settings.get(CustomCommands.COOLDOWN));
        for (String alias : settings.get(CustomCommands.ALIASES)) {
            command = command.alias(alias);
        }
        return command;
    }

    private void answer(CommandCall call, Reply reply) {
        long count = reply.counts() ? count(call.command().name()) : 0;
        String said = reply.to(call.message(), call.text(TEXT).orElse(""), count);
        if (!said.isBlank()) {
            bot.say(call.message().channel(), said, this::count);
        }
    }

    private void count(SayResult result) {
        bot.metrics()
                .counter(result instanceof SayResult.Sent ? "replies" : "replies.not_sent")
                .increment();
    }

    private long count(String name) {
        String key = "count." + name;
        long count = bot.memory().get(key).map(Long::valueOf).orElse(0L) + 1;
        bot.memory().put(key, Long.toString(count));
        return count;
    }
}
