package dev.chameleonbot.host;

import dev.chameleonbot.host.config.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/** What is configured for plugins does not fit them; nothing has changed. The message has a line for each problem. */
public final class UnusableSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableSettingsException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    }

    /** The problems, each in one line that begins with its path. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
