package dev.chameleonbot.customcommands;

import dev.chameleonbot.plugin.api.Argument;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.CommandCall;
import dev.chameleonbot.plugin.api.Settings;

/** The commands of one account; on its session's thread alone. */
final class CommandReplies {
    private static final String TEXT = "text";

    private final Bot bot;

    CommandReplies(Bot bot) {
        this.bot = bot;
    }

    /** Adds one as it is set. A name that cannot be called, or is there already, leaves out this command and no other. */
    void add(Settings settings) {
        String name = settings.get(CustomCommands.NAME);
        Reply reply = new Reply(settings.get(CustomCommands.REPLY));
        reply.unknown()
                .forEach(placeholder -> bot.log()
                        .warn("The command '{}' has {} in its reply, which stays as it is", name, placeholder));
        try {
            bot.commands().add(command(name, settings), call -> answer(call, reply));
        } catch (IllegalArgumentException e) {
            bot.log().warn("The command '{}' is left out: {}", name, e.getMessage());
        }
    }

    private static Command command(String name, Settings settings) {
        Command command = Command.named(name)
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
            bot.say(call.message().channel(), said);
            bot.metrics().counter("replies").increment();
        }
    }

    private long count(String name) {
        String key = "count." + name;
        long count = bot.memory().get(key).map(Long::valueOf).orElse(0L) + 1;
        bot.memory().put(key, Long.toString(count));
        return count;
    }
}
