package dev.chameleonbot.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured against one another. */
enum Subject {
    /** twitch4j as its documentation shows it. */
    STOCK,
    /** The distribution of this project with the color changer, started by its launcher. */
    CHAMELEON,
    /** OkHttp alone. */
    FLOOR;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Subject> of(String label) {
        return Arrays.stream(values())
                .filter(subject -> subject.label().equals(label))
                .findAny();
    }
}
