package dev.chameleonbot.host.demo.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the build command is run by a shell")
final class PluginProjectTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheNewestJarThatIsThePlugin() throws Exception {
        write("target/plugin-1.jar", "old");
        Files.setLastModifiedTime(
                folder.resolve("target/plugin-1.jar"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        Path jar = built("echo new > target/plugin-2.jar; echo source > target/plugin-2-sources.jar")
                .build();

        assertThat(jar.getFileName()).hasToString("plugin-2.jar");
    }

    @Test
    void showsTheBeginningOfWhatTheBuildSaysAndNothingOfMavensAdvice() {
        assertThatThrownBy(() -> built("printf '\\033[31mred\\033[0m\\n\\nFailed -> [Help 1]\\nadvice\\n'; exit 1")
                        .build())
                .isInstanceOf(BuildFailedException.class)
                .hasMessage("red");
        String numbers =
                IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> built("seq 40; exit 1").build()).hasMessage(numbers + "\n… and 10 lines more");
    }

    @Test
    void saysHowABuildEndedThatSaysNothing() {
        assertThatThrownBy(() -> built("exit 3").build())
                .isInstanceOf(BuildFailedException.class)
                .hasMessage("'sh -c exit 3' ended with exit code 3 and said nothing");
    }

    @Test
    void saysThatThereIsNoJar() {
        assertThatThrownBy(() -> built("true").build()).hasMessageContaining("has left no jar");
    }

    private PluginProject built(String command) {
        return PluginProject.in(folder, Optional.of(command));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
