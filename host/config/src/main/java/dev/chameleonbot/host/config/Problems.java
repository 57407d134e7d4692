package dev.chameleonbot.host.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems while a configuration is read; not thread-safe. */
final class Problems {
    private final List<ConfigProblem> found = new ArrayList<>();
    private int errors;

    void error(String path, String message) {
        errors++;
        found.add(ConfigProblem.error(path, message));
    }

    void warning(String path, String message) {
        found.add(ConfigProblem.warning(path, message));
    }

    int errors() {
        return errors;
    }

    List<ConfigProblem> all() {
        return List.copyOf(found);
    }
}
