package dev.chameleonbot.host.demo;

import dev.chameleonbot.simulator.Simulator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Chats as the accounts, in turn, and as strangers, on a virtual thread of its own.
 *
 * <p>Messages have their times beforehand: if one is late, the next is not later for it, as people who chat do not wait
 * for bots.
 */
final class Chatter implements AutoCloseable {
    /** A message that an account wrote. */
    record Said(String login, String channel, String text, long nanoTime) {}

    private static final List<String> LINES = List.of(
            "hello there",
            "that was close",
            "what a play!",
            "brb, feeding the lizard",
            "anyone else seeing this?",
            "gg",
            "I like this song",
            "one more round",
            "no way",
            "how long have you been live?");

    private final Simulator simulator;
    private final DemoCast cast;
    private final double rate;
    private final Consumer<Said> audience;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Prepares to chat.
     *
     * @param rate own messages a second, over all accounts; strangers write as many
     * @param audience told of each own message before it is said, on the chatting thread
     */
    Chatter(Simulator simulator, DemoCast cast, double rate, Consumer<Said> audience) {
        this.simulator = simulator;
        this.cast = cast;
        this.rate = rate;
        this.audience = audience;
        thread = Thread.ofVirtual().name("chameleon-demo-chatter").unstarted(this::chat);
    }

    void start() {
        thread.start();
    }

    private void chat() {
        long start = System.nanoTime();
        for (long turn = 0; waitUntil(start + Math.round(turn * 1e9 / rate)); turn++) {
            DemoCast.Member member = cast.member(turn);
            int round = (int) (turn / cast.members().size());
            String channel =
                    member.channels().get(Math.floorMod(round, member.channels().size()));
            String text = LINES.get((int) ((turn + round) % LINES.size()));
            audience.accept(new Said(member.user().login(), channel, text, System.nanoTime()));
            simulator.say(member.user().login(), channel, text);
            simulator.say(DemoCast.stranger(turn), channel, LINES.get((int) ((turn * 7 + 3) % LINES.size())));
        }
    }

    /** Waits for a moment; false when there is nothing more to be said. */
    private boolean waitUntil(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0 && !stopped) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
        return !stopped;
    }

    /** Stops chatting; nothing is said any more when this returns. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
