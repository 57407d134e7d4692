package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.io.IoWords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs checks, one after the other; one that fails, or does not end, stops no other. */
public final class Doctor {
    private static final Logger log = LoggerFactory.getLogger(Doctor.class);
    private static final String REPORT = "Report this with the version of Chameleon, and what it is run on.";

    private final List<Check> checks;

    /**
     * Creates one.
     *
     * @param checks what to look at, in this order
     */
    public Doctor(List<? extends Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * Looks at everything.
     *
     * @param told gets each finding as it is made, on the calling thread
     */
    public List<Finding> examine(Consumer<Finding> told) throws InterruptedException {
        List<Finding> all = new ArrayList<>();
        for (Check check : checks) {
            for (Finding found : findings(check)) {
                Finding finding = found.in(check.topic());
                told.accept(finding);
                all.add(finding);
            }
        }
        return List.copyOf(all);
    }

    private List<Finding> findings(Check check) throws InterruptedException {
        try {
            return Limited.call(check.topic(), check.atMost(), check::run);
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            return List.of(Finding.problem(
                    "This did not come to an end within " + check.atMost().toSeconds() + " s and was given up",
                    "Run 'chameleon doctor' again; if that does not help: " + REPORT));
        } catch (Exception e) {
            log.debug("The check '{}' has failed", check.topic(), e);
            return List.of(Finding.problem("This could not be checked: " + IoWords.of(e), REPORT));
        }
    }
}
