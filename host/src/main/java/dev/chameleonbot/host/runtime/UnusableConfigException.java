package dev.chameleonbot.host.runtime;

import dev.chameleonbot.host.config.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Nothing of a configuration can be used; nothing has changed. The message has a line for each problem. */
public final class UnusableConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    }

    /** The problems, each in one line that begins with its path. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
