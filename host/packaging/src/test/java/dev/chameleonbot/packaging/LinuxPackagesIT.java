package dev.chameleonbot.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package and the image, in a Debian and in a container of their own; the scripts say what they need for that. */
@Tag("full")
@EnabledOnOs(value = OS.LINUX, disabledReason = "they are made on Linux only")
final class LinuxPackagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path temporary;

    @Test
    void isInstalledUpgradedRemovedAndPurged() throws Exception {
        assertThat(script("deb/test.sh", deb().toString())).endsWith("all is well\n");
    }

    @Test
    void runsAsAConfinedServiceOfSystemd() throws Exception {
        assertThat(script("deb/service-test.sh", deb().toString())).endsWith("all is well\n");
    }

    private static Path deb() throws IOException {
        try (Stream<Path> files = Files.list(Tool.released(""))) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void runsAsAContainerThatSaysHowItIs() throws Exception {
        String said = script("image/test.sh", Tool.released("").toString(), Tool.version(), Tool.platform());

        assertThat(said).endsWith("all is well\n");
    }

    private String script(String name, String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of("sh", Path.of(name).toAbsolutePath().toString()), Stream.of(arguments))
                .toList();
        String said = Tool.run(temporary, System.getenv(), PATIENCE, command);
        System.out.println(said); // Sizes and times are for people.
        return said;
    }
}
