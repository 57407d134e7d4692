package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The recent messages of a host's bots that look like a command. Twitch delivers them to all bots, and a command that
 * answers with itself, or two that answer with each other, would never end.
 *
 * <p>Thread-safe; the lock guards the queue.
 */
final class Echoes {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final Mutex lock = new Mutex();
    private final Deque<Said> said = new ArrayDeque<>();

    Echoes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void said(UserId by, ChannelId channel, String text) {
        if (!isLikeACommand(text)) {
            return;
        }
        lock.run(() -> {
            if (said.size() == MOST) {
                said.remove();
            }
            said.add(new Said(by, channel, text.strip(), nanos.getAsLong()));
        });
    }

    boolean isEcho(ChatMessage message) {
        if (!isLikeACommand(message.text())) {
            return false;
        }
        String text = message.text().strip();
        long now = nanos.getAsLong();
        return lock.get(() -> {
            while (!said.isEmpty() && now - said.element().at > WINDOW.toNanos()) {
                said.remove();
            }
            return said.stream()
                    .anyMatch(each -> each.by.equals(message.chatter())
                            && each.channel.equals(message.channel())
                            && each.text.equals(text));
        });
    }

    private static boolean isLikeACommand(String text) {
        return text.stripLeading().startsWith(Command.PREFIX);
    }

    private record Said(UserId by, ChannelId channel, String text, long at) {}
}
