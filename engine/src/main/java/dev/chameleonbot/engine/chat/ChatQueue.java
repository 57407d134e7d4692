package dev.chameleonbot.engine.chat;

import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.SayResult;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what is to be said in each channel one after the other, so that two messages never change places; channels do not wait
 * for each other. What is too much for a channel is not said; its behaviour hears that, and so does the operator.
 *
 * <p>Thread-safe. The lock guards the queues; nothing is sent or reported under it. A thread that is
 * interrupted, as at the stop, sends nothing more, and tells that of what is left.
 */
public final class ChatQueue {
    /** Twitch takes no more in half a minute of an account that is no moderator. */
    static final int MOST_WAITING = 20;

    private static final String TOO_MANY = MOST_WAITING + " messages wait for the channel already";
    private static final String OF_THE_PROGRAM = "A fault of the program";

    private final Executor threads;
    private final BiFunction<? super ChannelId, ? super String, ? extends SayResult> sender;
    private final BiConsumer<? super ChannelId, ? super String> onFull;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    /** What waits in each channel in which something is being said. */
    private final Map<ChannelId, Queue<Message>> waiting = new HashMap<>();

    /** What is to be said, and who wants to know what came of it. */
    private record Message(ChannelId channel, String text, Consumer<? super SayResult> whenDone) {}

    /**
     * Creates a queue in which nothing waits.
     *
     * @param threads where something is said, which blocks
     * @param onFull gets each message that does not fit: where, and why
     */
    public ChatQueue(
            Executor threads,
            BiFunction<? super ChannelId, ? super String, ? extends SayResult> sender,
            BiConsumer<? super ChannelId, ? super String> onFull) {
        this.threads = threads;
        this.sender = sender;
        this.onFull = onFull;
    }

    /**
     * Says something when its turn comes; returns at once.
     *
     * @param whenDone gets the outcome once; on any thread
     */
    public void say(ChannelId channel, String text, Consumer<? super SayResult> whenDone) {
        Message message = new Message(channel, text, whenDone);
        lock.lock();
        try {
            Queue<Message> others = waiting.get(channel);
            if (others == null) {
                waiting.put(channel, new ArrayDeque<>());
            } else if (others.size() < MOST_WAITING) {
                others.add(message);
                return;
            } else {
                message = null;
            }
        } finally {
            lock.unlock();
        }
        if (message == null) {
            onFull.accept(channel, TOO_MANY);
            whenDone.accept(new SayResult.Failed("not sent, as " + TOO_MANY));
            return;
        }
        Message first = message;
        threads.execute(() -> sayAll(first));
    }

    /**
     * Waits until nothing is being said and nothing waits.
     *
     * @return whether all was said
     */
    public boolean awaitIdle(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            return deadline.await(idle, waiting::isEmpty);
        } finally {
            lock.unlock();
        }
    }

    private void sayAll(Message first) {
        for (Message now = first; now != null; now = next(now.channel)) {
            say(now);
        }
    }

    private void say(Message message) {
        SayResult result = new SayResult.Failed(OF_THE_PROGRAM);
        try {
            result = Thread.currentThread().isInterrupted()
                    ? new SayResult.Failed("not sent, because the account stops")
                    : sender.apply(message.channel, message.text);
        } finally {
            message.whenDone.accept(result);
        }
    }

    /** What is said next in a channel; null if nothing is, and the channel free. */
    private @Nullable Message next(ChannelId channel) {
        lock.lock();
        try {
            Queue<Message> others = waiting.get(channel);
            Message next = others == null ? null : others.poll();
            if (next == null) {
                waiting.remove(channel);
                idle.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
