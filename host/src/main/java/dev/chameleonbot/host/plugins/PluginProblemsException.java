package dev.chameleonbot.host.plugins;

import java.util.List;

/** The plugins cannot be used; each problem is one sentence that names the file. Nothing was left loaded. */
public final class PluginProblemsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    PluginProblemsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
