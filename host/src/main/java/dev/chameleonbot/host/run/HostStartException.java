package dev.chameleonbot.host.run;

import java.util.List;

/** A host cannot start; each problem is a sentence for the operator. Nothing was left running. */
public final class HostStartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    HostStartException(List<String> problems, Throwable cause) {
        super(String.join("; ", problems), cause);
        this.problems = List.copyOf(problems);
    }

    HostStartException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
