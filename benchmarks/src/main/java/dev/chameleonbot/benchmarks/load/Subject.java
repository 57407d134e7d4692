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
    FLOOR,
    /** twurple on Node.js, as its documentation shows it; its packages come from npm and may be missing. */
    NODE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it runs in a JVM, which tells how large its heap is. */
    boolean isJvm() {
        return this != NODE;
    }

    static Optional<Subject> of(String label) {
        return Arrays.stream(values())
                .filter(subject -> subject.label().equals(label))
                .findAny();
    }
}
