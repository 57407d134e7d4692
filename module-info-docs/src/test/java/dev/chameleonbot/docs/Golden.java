package dev.chameleonbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds what is expected. {@code -Dgolden.update=true} writes it anew: then read what has changed. */
final class Golden {
    private Golden() {}

    static void check(Path file, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, actual);
        }
        assertThat(file)
                .as("%s; if the change is meant: mvn verify -Dgolden.update=true, and commit it", file)
                .exists()
                .content()
                .isEqualTo(actual);
    }
}
