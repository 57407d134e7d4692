package dev.chameleonbot.host.demo.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceWatchTest {
    private static final String SOURCE = "src/main/java/A.java";

    @TempDir
    private Path folder;

    private SourceWatch sources;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void beginToWatch() throws IOException {
        write(SOURCE, "a");
        sources = new SourceWatch(folder);
        assertThat(sources.haveChanged()).as("at first").isTrue();
    }

    @Test
    void tellsOfAChangeOnceNothingMoreIsWritten() throws IOException {
        write(SOURCE, "b");
        assertThat(sources.haveChanged()).as("perhaps there is more").isFalse();
        write("src/main/java/B.java", "b");
        assertThat(sources.haveChanged()).as("there was").isFalse();

        assertThat(sources.haveChanged()).isTrue();
        assertThat(sources.haveChanged()).as("again").isFalse();
    }

    @Test
    void tellsOfASourceThatIsGone() throws IOException {
        Files.delete(folder.resolve(SOURCE));

        assertThat(haveChangedAndSettled()).isTrue();
    }

    @Test
    void doesNotMindAFileThatIsWrittenAnewAndStaysTheSame() throws IOException {
        write("generated.txt", "made by the build");
        assertThat(haveChangedAndSettled()).isTrue();

        write("generated.txt", "made by the build");
        write(SOURCE, "a");

        assertThat(haveChangedAndSettled()).isFalse();
    }

    @Test
    void tellsOfAChangeAfterOneThatDidNotCount() throws IOException {
        write(SOURCE, "a");
        assertThat(haveChangedAndSettled()).isFalse();

        write(SOURCE, "b");

        assertThat(haveChangedAndSettled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dependency-reduced-pom.xml",
                "target/classes/A.class",
                ".git/HEAD",
                "src/main/java/.A.java.swp",
                "src/main/java/A.java.swp",
                "src/main/java/A.java~",
                "src/main/java/#A.java#",
                "src/main/java/.#A.java",
                "src/main/java/A.java___jb_tmp___"
            })
    void looksAwayFromWhatIsNobodysSource(String file) throws IOException {
        write(file, "x");

        assertThat(haveChangedAndSettled()).isFalse();
    }

    @Test
    void aProjectWithoutSourcesChangesOnce() throws IOException {
        Files.delete(folder.resolve(SOURCE));
        SourceWatch empty = new SourceWatch(folder);

        assertThat(empty.haveChanged()).isTrue();
        assertThat(empty.haveChanged()).isFalse();
    }

    /** Looks twice, as nothing counts that was written since the look before. */
    private boolean haveChangedAndSettled() throws IOException {
        boolean atOnce = sources.haveChanged();
        return sources.haveChanged() || atOnce;
    }

    /** Writes a file, as of a later time than the one before. */
    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        now = now.plusSeconds(1);
        Files.setLastModifiedTime(path, FileTime.from(now));
    }
}
