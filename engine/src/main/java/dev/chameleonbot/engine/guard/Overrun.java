package dev.chameleonbot.engine.guard;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call that takes too long.
 *
 * @param what what was called, such as {@code "a message"}
 * @param lasted how long it has taken so far
 * @param burning whether it has used the processor rather than waited
 * @param stack where it is, the innermost frames only
 */
public record Overrun(String what, Duration lasted, boolean burning, List<StackTraceElement> stack) {
    private static final int FRAMES = 15;

    static Overrun of(String what, Duration lasted, boolean burning, StackTraceElement[] stack) {
        return new Overrun(
                what, lasted, burning, Arrays.stream(stack).limit(FRAMES).toList());
    }

    /** Copies the list. */
    public Overrun {
        stack = List.copyOf(stack);
    }

    /** What it has done for so long, in a few words. */
    public String doing() {
        return burning ? "kept the processor busy" : "waited";
    }

    /** The stack over several lines, each with a line break before it. */
    public String trace() {
        return stack.stream().map(frame -> "\n    at " + frame).collect(Collectors.joining());
    }
}
