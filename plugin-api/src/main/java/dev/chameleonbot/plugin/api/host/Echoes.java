package dev.chameleonbot.plugin.api.host;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Command;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What the bots of an account have said of late that looks like a command: Twitch delivers it back as a message of the
 * account, and a command that answers with itself would never end.
 *
 * <p>Safe for use by several threads; the lock guards the queue.
 */
final class Echoes {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final int MOST = 100;

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Said> said = new ArrayDeque<>();

    Echoes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void said(ChannelId channel, String text) {
        if (!text.stripLeading().startsWith(Command.PREFIX)) {
            return;
        }
        lock.lock();
        try {
            if (said.size() == MOST) {
                said.remove();
            }
            said.add(new Said(channel, text.strip(), nanos.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    boolean isEcho(ChatMessage message) {
        if (!message.own()) {
            return false;
        }
        String text = message.text().strip();
        long now = nanos.getAsLong();
        lock.lock();
        try {
            said.removeIf(old -> now - old.at > WINDOW.toNanos());
            return said.stream().anyMatch(each -> each.channel.equals(message.channel()) && each.text.equals(text));
        } finally {
            lock.unlock();
        }
    }

    private record Said(ChannelId channel, String text, long at) {}
}
