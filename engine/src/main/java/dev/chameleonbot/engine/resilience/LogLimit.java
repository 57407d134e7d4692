package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Limits what is logged of things that happen again and again, where nobody knows when they are over: of each sort the first
 * one is told at once, and the others are counted and reported now and then. What begins and ends goes to {@link
 * OutageLog}.
 *
 * <p>Thread-safe; the lock guards the map, and nothing is logged under it.
 */
public final class LogLimit {
    /** How long after the beginning, each time from the last line on; the last one again and again. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    private static final int MOST_SORTS = 100;
    private static final String OTHERS = "";

    private final Timers timers;
    private final Mutex lock = new Mutex();
    private final Map<String, Sort> sorts = new HashMap<>();

    /** Knows of nothing yet. */
    public LogLimit(Timers timers) {
        this.timers = timers;
    }

    /**
     * Counts something, and has it told if it is time for a line.
     *
     * @param sort what it has in common with its like
     * @param line logs it; is given the end of the line, which tells of the others since the last one
     */
    public void tell(String sort, Consumer<String> line) {
        count(sort).ifPresent(others -> line.accept(others(others, "")));
    }

    /**
     * Counts something.
     *
     * @param sort what it has in common with its like
     * @return how many others there were since the last line, if it is time for one
     */
    public OptionalLong count(String sort) {
        return lock.get(() -> {
            boolean known = sorts.containsKey(sort) || sorts.size() < MOST_SORTS;
            return sorts.computeIfAbsent(known ? sort : OTHERS, any -> new Sort())
                    .count(timers.nanos());
        });
    }

    /**
     * The end of a line, which tells of the others since the last one.
     *
     * @param whose of whom they are, as in {@code "of all accounts, "}
     * @return nothing if there were none
     */
    public static String others(long others, String whose) {
        return others == 0 ? "" : "; " + others + " more like it, " + whose + "since the last line";
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
