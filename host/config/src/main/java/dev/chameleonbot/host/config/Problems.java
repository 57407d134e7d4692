package dev.chameleonbot.host.config;

import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects problems while a configuration is read; not thread-safe. */
final class Problems {
    private final List<ConfigProblem> found = new ArrayList<>();
    private int errors;

    void error(String path, String message) {
        errors++;
        found.add(new ConfigProblem(path, message, Severity.ERROR));
    }

    void warning(String path, String message) {
        found.add(new ConfigProblem(path, message, Severity.WARNING));
    }

    int errors() {
        return errors;
    }

    List<ConfigProblem> all() {
        return List.copyOf(found);
    }
}
