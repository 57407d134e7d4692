package dev.chameleonbot.engine.guard;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A call that takes too long.
 *
 * @param what what was called, such as {@code "a message"}
 * @param burning whether it used the processor rather than waited
 */
record LongCall(String what, Duration lasted, boolean burning) {
    private static final int FRAMES = 15;

    /** What it did all that time, in a few words. */
    String doing() {
        return burning ? "kept the processor busy" : "waited";
    }

    /** What it did, and for how long, in the middle of a sentence. */
    @Override
    public String toString() {
        return doing() + " for " + lasted.toMillis() + " ms";
    }

    /** Where a thread is now: the innermost frames, each on a line of its own with a line break before it. */
    static String trace(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
