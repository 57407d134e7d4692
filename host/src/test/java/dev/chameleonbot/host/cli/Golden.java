package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds what is expected. {@code -Dgolden.update=true} writes it anew: then read what has changed. */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "golden");

    private Golden() {}

    public static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(file)
                .as("%s; if the change is meant, run it with -Dgolden.update=true, and commit the file", file)
                .exists()
                .content()
                .isEqualTo(actual);
    }
}
