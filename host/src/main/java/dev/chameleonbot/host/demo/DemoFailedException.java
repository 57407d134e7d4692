package dev.chameleonbot.host.demo;

import java.util.List;

/** A demo could not take place; each problem is a sentence. Nothing was left running. */
public final class DemoFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    DemoFailedException(List<String> problems, Throwable cause) {
        super(String.join("; ", problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
