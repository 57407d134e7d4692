package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.SayResult;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of a session's chat messages, from any thread. */
final class SayTally {
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void count(SayResult result) {
        switch (result) {
            case SayResult.Sent() -> sent.increment();
            case SayResult.Dropped dropping -> dropped.increment();
            case SayResult.NotAllowed notAllowed -> failed.increment();
            case SayResult.Failed failure -> failed.increment();
        }
    }

    /** A session's figures with these; what it has counted under the same names itself is its own affair. */
    Map<String, Long> with(Map<String, Long> figures) {
        Map<String, Long> all = new TreeMap<>();
        put(all, "chat.sent", sent.sum());
        put(all, "chat.dropped", dropped.sum());
        put(all, "chat.failed", failed.sum());
        all.putAll(figures);
        return all;
    }

    private static void put(Map<String, Long> figures, String name, long count) {
        if (count > 0) {
            figures.put(name, count);
        }
    }
}
