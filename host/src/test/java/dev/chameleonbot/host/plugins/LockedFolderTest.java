package dev.chameleonbot.host.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockedFolderTest {
    @TempDir
    private Path parent;

    @Test
    void removesWhatDeadProcessesHaveLeftAndNothingElse() throws Exception {
        Path dead = folder("copies-dead", ".in-use", "a.jar", "incoming.jar");
        Path unknown = folder("copies-of-something-else", "a.jar");
        Path foreign = folder("other-dead", ".in-use", "a.jar");

        try (LockedFolder first = LockedFolder.create(parent, "copies-");
                LockedFolder second = LockedFolder.create(parent, "copies-")) {
            assertThat(first.path()).exists().isNotEqualTo(second.path());
            assertThat(dead).doesNotExist();
            assertThat(unknown).exists();
            assertThat(foreign).exists();
        }
        assertThat(parent).isDirectoryNotContaining("glob:**/copies-[0-9]*");
    }

    @Test
    void isLockedForOtherProcessesWhileItIsOpen() throws Exception {
        try (LockedFolder own = LockedFolder.create(parent, "copies-")) {
            assertThat(tryLockFromAnotherProcess(own.path().resolve(".in-use"))).isEqualTo("taken");
            try (LockedFolder another = LockedFolder.create(parent, "copies-")) {
                assertThat(another.files()).isEmpty();
            }
            assertThat(tryLockFromAnotherProcess(own.path().resolve(".in-use")))
                    .as("the other one's sweep has not released it")
                    .isEqualTo("taken");
        }
    }

    private String tryLockFromAnotherProcess(Path file) throws IOException, InterruptedException {
        Path program = Files.writeString(parent.resolve("TryLock.java"), """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            class TryLock {
                public static void main(String[] args) throws Exception {
                    try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                        System.out.print(channel.tryLock() == null ? "taken" : "free");
                    }
                }
            }
            """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    private Path folder(String name, String... files) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        for (String file : files) {
            Files.createFile(folder.resolve(file));
        }
        return folder;
    }
}
