package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits what is logged of things that happen again and again: of each sort the first one is told at once, and the others
 * are counted and told of now and then.
 *
 * <p>Safe for use by several threads; the lock guards the map, and nothing is logged under it.
 */
public final class Repeats {
    /** How long after the beginning, each time from the last line on; the last one again and again. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    private static final int MOST_SORTS = 100;
    private static final String OTHERS = "";

    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Sort> sorts = new HashMap<>();

    /**
     * Knows of nothing yet.
     *
     * @param timers the clock
     */
    public Repeats(Timers timers) {
        this.timers = timers;
    }

    /**
     * Counts something.
     *
     * @param sort what it has in common with its like
     * @return how many others there were since the last line, if it is time for one
     */
    public OptionalLong count(String sort) {
        lock.lock();
        try {
            boolean known = sorts.containsKey(sort) || sorts.size() < MOST_SORTS;
            return sorts.computeIfAbsent(known ? sort : OTHERS, any -> new Sort())
                    .count(timers.nanos());
        } finally {
            lock.unlock();
        }
    }

    private static final class Sort {
        private int lines;
        private long untold;
        private long nextLine;

        OptionalLong count(long now) {
            if (lines > 0 && now - nextLine < 0) {
                untold++;
                return OptionalLong.empty();
            }
            long others = untold;
            untold = 0;
            nextLine = now + PAUSES.get(Math.min(lines, PAUSES.size() - 1)).toNanos();
            lines++;
            return OptionalLong.of(others);
        }
    }
}
