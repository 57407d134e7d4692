package dev.chameleonbot.host.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginWatchTest {
    @TempDir
    private Path folder;

    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void aFolderThatStaysAsItIsHasNotChanged() throws IOException {
        write("a.jar", "one");
        PluginWatch watch = watch();

        look(watch, 5);

        assertThat(changes).hasValue(0);
    }

    @Test
    void noticesAJarThatComesAndOneThatGoesOnceEach() throws IOException {
        write("a.jar", "one");
        PluginWatch watch = watch();

        write("b.jar", "two");
        look(watch, 5);
        assertThat(changes).hasValue(1);

        Files.delete(folder.resolve("a.jar"));
        look(watch, 5);
        assertThat(changes).hasValue(2);
    }

    @Test
    void waitsForAJarThatIsBeingCopied() throws IOException {
        PluginWatch watch = watch();
        for (int size = 1; size <= 5; size++) {
            write("a.jar", "x".repeat(size));
            watch.look();
            assertThat(changes).hasValue(0);
        }

        watch.look();

        assertThat(changes).hasValue(1);
    }

    @Test
    void caresForJarsOnlyAndNotForAFolderThatCannotBeRead() throws IOException {
        PluginWatch watch = watch();
        write("a.jar.part", "half");
        look(watch, 3);
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-moved");
        Files.move(folder, elsewhere);
        look(watch, 3);
        Files.move(elsewhere, folder);
        look(watch, 3);

        assertThat(changes).hasValue(0);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private PluginWatch watch() {
        return new PluginWatch(folder, changes::incrementAndGet);
    }

    private static void look(PluginWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
