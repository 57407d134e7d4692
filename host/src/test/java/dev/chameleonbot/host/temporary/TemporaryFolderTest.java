package dev.chameleonbot.host.temporary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryFolderTest {
    @TempDir
    private Path parent;

    @Test
    void isDeletedWithAllThatIsInIt() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("folder");
        Path inner = Files.createDirectory(folder.path().resolve("inner"));
        Files.writeString(inner.resolve("file"), "content");

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void whatIsGoneAlreadyIsNoFailure() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("folder");
        Files.delete(folder.path().resolve(".in-use"));
        Files.delete(folder.path());

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void isElsewhereWhereTheUsualPlaceCannotBeWritten() throws IOException {
        Path unusable = Files.createFile(parent.resolve("tmp"));
        Path state = parent.resolve("state");

        try (TemporaryFolder folder = TemporaryFolder.create(unusable, state, "copies-")) {
            assertThat(folder.path()).isDirectory().hasParent(state);
        }
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void removesWhatDeadProcessesHaveLeftAndNothingElse() throws Exception {
        Path dead = folder("copies-dead", ".in-use", "a.jar", "incoming.jar");
        Files.writeString(Files.createDirectory(dead.resolve("state")).resolve("state.db"), "of a demo");
        Path unknown = folder("copies-of-something-else", "a.jar");
        Path foreign = folder("other-dead", ".in-use", "a.jar");

        try (TemporaryFolder first = TemporaryFolder.create(parent, "copies-");
                TemporaryFolder second = TemporaryFolder.create(parent, "copies-")) {
            assertThat(first.path()).exists().isNotEqualTo(second.path());
            assertThat(dead).doesNotExist();
            assertThat(unknown).exists();
            assertThat(foreign).exists();
        }
        assertThat(parent).isDirectoryNotContaining("glob:**/copies-[0-9]*");
    }

    @Test
    void severalThreadsRemoveTheSameDeadOnes() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 20; round++) {
                for (int dead = 0; dead < 20; dead++) {
                    folder("copies-dead" + round + "-" + dead, ".in-use", "a.jar");
                }
                Callable<Boolean> create = () -> {
                    TemporaryFolder.create(parent, "copies-").close();
                    return true;
                };
                for (Future<Boolean> created : threads.invokeAll(Collections.nCopies(4, create))) {
                    assertThat(created.get()).isTrue();
                }
            }
        }
        assertThat(parent).isDirectoryNotContaining("glob:**/copies-dead*");
    }

    @Test
    void removesAfterSomeMinutesWhatWasNeverLocked() throws Exception {
        Path dead = agedFolder("copies-123");
        Path fresh = folder("copies-124");
        Path used = agedFolder("copies-125", "a.jar");
        Path foreign = agedFolder("copies-of-something-else");

        TemporaryFolder.create(parent, "copies-").close();

        assertThat(dead).doesNotExist();
        assertThat(fresh).exists();
        assertThat(used).exists();
        assertThat(foreign).exists();
    }

    @Test
    void leavesNothingWhereItCannotBeLocked() throws Exception {
        Path path = folder("copies-126", ".in-use");

        assertThatThrownBy(() -> TemporaryFolder.take(path)).isInstanceOf(IOException.class);

        assertThat(path).doesNotExist();
    }

    private Path agedFolder(String name, String... files) throws IOException {
        Path folder = folder(name, files);
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        return folder;
    }

    @Test
    void isLockedForOtherProcessesWhileItIsOpen() throws Exception {
        try (TemporaryFolder own = TemporaryFolder.create(parent, "copies-")) {
            assertThat(tryLockFromAnotherProcess(own.path().resolve(".in-use"))).isEqualTo("taken");
            try (TemporaryFolder another = TemporaryFolder.create(parent, "copies-")) {
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
