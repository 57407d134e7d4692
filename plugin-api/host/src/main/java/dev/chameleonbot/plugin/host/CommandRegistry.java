package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.CommandCall;
import dev.chameleonbot.plugin.api.CommandHandler;
import dev.chameleonbot.plugin.api.CommandHandler.Refusal;
import dev.chameleonbot.plugin.api.Permission;
import dev.chameleonbot.plugin.api.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session.
 *
 * <p>Any thread may add commands and check whether one is called. Only the session's thread
 * {@linkplain #handle handles} calls and owns the times of the latest ones. The map is replaced as a whole under the
 * lock.
 */
final class CommandRegistry {
    private final LongSupplier nanos;
    private final Mutex lock = new Mutex();
    private volatile Map<String, Entry> byName = Map.of();
    private volatile boolean openToOthers;

    CommandRegistry(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Registration add(Command command, CommandHandler handler) {
        Entry entry = new Entry(command, Objects.requireNonNull(handler, "handler"));
        lock.run(() -> {
            Map<String, Entry> more = new HashMap<>(byName);
            for (String name : command.names()) {
                if (more.put(name, entry) != null) {
                    throw new IllegalArgumentException(
                            "This session has a command " + Command.PREFIX + name + " already");
                }
            }
            replace(more);
        });
        return () -> remove(entry);
    }

    private void remove(Entry entry) {
        lock.run(() -> {
            Map<String, Entry> fewer = new HashMap<>(byName);
            fewer.values().removeIf(entry::equals);
            replace(fewer);
        });
    }

    private void replace(Map<String, Entry> commands) {
        byName = Map.copyOf(commands);
        openToOthers = commands.values().stream().anyMatch(entry -> entry.command.permission() != Permission.ACCOUNT);
    }

    /** Whether others than the account may call any command. */
    boolean isOpenToOthers() {
        return openToOthers;
    }

    /** Whether a message of others calls a command that others may call. */
    boolean wants(ChatMessage message) {
        if (!openToOthers) {
            return false;
        }
        Entry entry = called(message);
        return entry != null && entry.command.permission() != Permission.ACCOUNT;
    }

    /** Handles a message if it calls a command, and returns whether it does. On the session's thread. */
    boolean handle(ChatMessage message) {
        Entry entry = called(message);
        if (entry == null) {
            return false;
        }
        Command command = entry.command;
        Optional<Map<String, String>> arguments = CommandLine.arguments(message.text(), command.arguments());
        if (!command.permission().allows(message)) {
            entry.handler.onRefused(command, message, Refusal.PERMISSION);
        } else if (arguments.isEmpty()) {
            entry.handler.onRefused(command, message, Refusal.USAGE);
        } else if (!entry.awakes(message.channel(), nanos.getAsLong())) {
            entry.handler.onRefused(command, message, Refusal.COOLDOWN);
        } else {
            entry.handler.onCall(new CommandCall(command, message, arguments.get()));
        }
        return true;
    }

    private @Nullable Entry called(ChatMessage message) {
        Map<String, Entry> commands = byName;
        if (commands.isEmpty() || !message.text().startsWith(Command.PREFIX)) {
            return null;
        }
        return commands.get(CommandLine.name(message.text()));
    }

    /** Not a record: entries differ by identity. */
    private static final class Entry {
        private final Command command;
        private final CommandHandler handler;
        private final long rest;
        private final Map<ChannelId, Long> latest = new HashMap<>();

        Entry(Command command, CommandHandler handler) {
            this.command = command;
            this.handler = handler;
            this.rest = SessionLimits.reckonable(command.cooldown()).toNanos();
        }

        /** Whether the cooldown is over; if so, starts it again. */
        boolean awakes(ChannelId channel, long now) {
            if (rest == 0) {
                return true;
            }
            Long before = latest.get(channel);
            if (before != null && now - before < rest) {
                return false;
            }
            latest.put(channel, now);
            return true;
        }
    }
}
