package dev.chameleonbot.host.doctor;

import java.time.Duration;
import java.util.List;

/** Looks at one topic. It changes nothing, and ends by itself; where it does not, its thread is interrupted. */
public interface Check {
    /** How long most checks may take. */
    Duration USUAL = Duration.ofSeconds(60);

    /** The topic, in a word in snake case. */
    String topic();

    /** How long it may take before it is given up. */
    default Duration atMost() {
        return USUAL;
    }

    /**
     * Looks.
     *
     * @return what was found, at least one thing
     * @throws Exception if the check fails; the others continue
     */
    List<Finding> run() throws Exception;
}
