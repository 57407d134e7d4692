package dev.chameleonbot.host.plugins.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one list of what takes a change back: files, classes and sessions. Each step adds its own before it begins, so one that
 * fails half-way is taken back too. For one thread; {@link #run} is called once, if something has failed.
 */
public final class Compensations {
    private static final Logger log = LoggerFactory.getLogger(Compensations.class);

    private final Deque<Compensation> steps = new ArrayDeque<>();

    /** Takes one step back, as far as it has come. */
    @FunctionalInterface
    public interface Compensation {
        void run(List<String> problems) throws Exception;
    }

    /** Adds how the next step is taken back. */
    public void add(Compensation compensation) {
        steps.push(compensation);
    }

    /** Takes everything back, the last step first, also after something of that fails or is interrupted. */
    public String run() {
        List<String> problems = new ArrayList<>();
        boolean interrupted = false;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run(problems);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Exception | Error e) {
                log.error("What was done could not be taken back entirely", e);
                problems.add("something could not be restored: " + Reasons.of(e));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        StringBuilder words = new StringBuilder();
        problems.forEach(problem -> words.append("; and ").append(problem));
        return words.toString();
    }
}
