package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDirectoryTest {
    private static final Secret SECRET = Secret.of("a token");

    @TempDir
    Path temp;

    @Test
    void createsDirectoryAndKeyForTheOwnerOnly() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (StateDirectory directory = StateDirectory.open(temp.resolve("a/b/state"))) {
            TokenCipher cipher = directory.cipher(Optional.empty());

            assertThat(cipher.toString()).isEqualTo("AES-256-GCM");
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
            assertThat(permissions(directory.path().resolve("key"))).isEqualTo("rw-------");
            assertThat(directory.path()).isDirectoryNotContaining("glob:**.new");
        }
    }

    @Test
    void noticesAKeyFileThatOthersMayRead() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (StateDirectory directory = StateDirectory.open(temp)) {
            TokenCipher unused = directory.cipher(Optional.empty());
        }
        Path key = temp.resolve("key");
        assertThat(OwnersFiles.isOpenToOthers(key)).isFalse();

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(OwnersFiles.isOpenToOthers(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100% mine", "x{y}", "a(b", "My%20Bot", "a\\b", "what?", "a#b", "mode=memory", "für", "🦎"})
    void anyPathWillDo(String name) throws IOException {
        Path directory = temp.resolve(name);
        try (StateDirectory state = StateDirectory.open(directory);
                SqliteStateStore store = SqliteStateStore.open(
                        state, state.cipher(Optional.empty()), InstantSource.system(), trouble -> {})) {
            assertThat(store.tokens("alice")).isEmpty();
        }
        assertThat(directory.resolve("state.db")).isNotEmptyFile();
    }

    @Test
    void aPathMayBeAsLongAsSqliteTakesIt() {
        Path start = temp.resolve("a".repeat(100)).resolve("b".repeat(100)).resolve("c".repeat(100));
        Path longest = start.resolve("d".repeat(494 - start.toString().length() - 1));
        assertThat(longest.toString()).hasSize(494);

        try (StateDirectory state = StateDirectory.open(longest)) {
            SqliteStateStore.open(state, state.cipher(Optional.empty()), InstantSource.system(), trouble -> {})
                    .close();
        }
        assertThatThrownBy(() -> StateDirectory.open(longest.resolve("e")))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll("has 496 bytes", "at most 494", "shorter");
    }

    @Test
    void showsWhetherItIsOpenAndIsNotGivenFreeByTheLook() throws IOException {
        Path path = temp.resolve("state");
        assertThat(StateDirectory.isOpen(path)).isFalse();

        try (StateDirectory open = StateDirectory.open(path)) {
            assertThat(StateDirectory.isOpen(open.path())).isTrue();
            assertThatThrownBy(() -> StateDirectory.open(path)).hasMessageContaining("is in use");
        }

        assertThat(path.resolve("lock")).exists();
        assertThat(StateDirectory.isOpen(path)).isFalse();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void findsTheSameKeyAgain() {
        byte[] sealed;
        try (StateDirectory directory = StateDirectory.open(temp)) {
            sealed = directory.cipher(Optional.empty()).seal(SECRET, "here");
        }
        try (StateDirectory directory = StateDirectory.open(temp)) {
            assertThat(directory.cipher(Optional.empty()).open(sealed, "here")).isEqualTo(SECRET);
        }
    }

    @Test
    void prefersTheKeyOfTheEnvironmentAndThenNeedsNoFile() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        try (StateDirectory directory = StateDirectory.open(temp)) {
            byte[] sealed = directory.cipher(Optional.of(key + "\n")).seal(SECRET, "here");

            assertThat(new AesGcmTokenCipher(new byte[32]).open(sealed, "here")).isEqualTo(SECRET);
            assertThat(temp.resolve("key")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "hunter2!!hunter2", "aHVudGVyMg==", "%%%"})
    void refusesAnUnusableKeyWithoutRepeatingIt(String key) {
        try (StateDirectory directory = StateDirectory.open(temp)) {
            assertThatThrownBy(() -> directory.cipher(Optional.of(key)))
                    .isInstanceOf(StateException.class)
                    .hasMessageContainingAll("CHAMELEON_KEY", "base64 of 32 bytes")
                    .hasMessageNotContainingAny("hunter2", "aHVudGVyMg", "%%%")
                    .hasNoCause();
        }
    }

    @Test
    void refusesAKeyFileThatWasCutShort() throws IOException {
        try (StateDirectory directory = StateDirectory.open(temp)) {
            directory.cipher(Optional.empty());
            Path file = temp.resolve("key");
            Files.writeString(file, Files.readString(file).substring(0, 20));

            assertThatThrownBy(() -> directory.cipher(Optional.empty()))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageContaining("holds 15 bytes");
        }
    }

    @Test
    void finishesAKeyFileWhoseMakingWasInterrupted() throws IOException {
        Files.writeString(temp.resolve(".key.1.new"), "half");
        try (StateDirectory directory = StateDirectory.open(temp)) {
            directory.cipher(Optional.empty());

            assertThat(temp.resolve("key")).isNotEmptyFile();
        }
    }

    @Test
    void refusesASecondOpenerInThisProcessUntilTheFirstHasClosed() {
        StateDirectory first = StateDirectory.open(temp);
        assertThatThrownBy(() -> StateDirectory.open(temp.resolve(".")))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll(first.path().toString(), "another Chameleon");

        first.close();
        first.close();

        StateDirectory.open(temp).close();
    }

    @Test
    void keepsOtherProcessesOutAlsoAfterARefusedSecondOpener() throws Exception {
        try (StateDirectory first = StateDirectory.open(temp)) {
            assertThatThrownBy(() -> StateDirectory.open(temp)).isInstanceOf(StateException.class);
            assertThat(canBeLockedByAnother(first.path().resolve("lock"))).isFalse();
        }
        assertThat(canBeLockedByAnother(temp.resolve("lock"))).isTrue();
    }

    /** Tries the lock from another JVM. */
    private boolean canBeLockedByAnother(Path lock) throws IOException, InterruptedException {
        Path program = temp.resolve("TryLock.java");
        Files.writeString(program, """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class TryLock {
                public static void main(String[] args) throws Exception {
                    try (var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                        System.exit(channel.tryLock() == null ? 1 : 0);
                    }
                }
            }
            """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        lock.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }

    @Test
    void saysWhichDirectoryCannotBeUsed() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> StateDirectory.open(file.resolve("below")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void thatIsAFileIsSaidToBeNoFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("c.json"), "{}");

        assertThatThrownBy(() -> StateDirectory.open(file))
                .isInstanceOf(StateException.class)
                .hasMessage("The state directory " + file + " cannot be used: " + file
                        + " is not a folder. Fix that, or use another directory.");
    }

    @Test
    void waitsForWhoeverOnlyLooksAtIt() throws Exception {
        Path path = temp.resolve("looked at");
        StateDirectory.open(path).close();
        CompletableFuture<StateDirectory> opened = new CompletableFuture<>();
        Thread opener;
        try (FileChannel look = FileChannel.open(path.resolve("lock"), StandardOpenOption.READ);
                FileLock held = look.lock(0, Long.MAX_VALUE, true)) {
            assertThat(held.isShared()).isTrue();
            opener = Thread.ofPlatform().start(() -> opened.complete(StateDirectory.open(path)));
            await().until(() -> opener.getState() == Thread.State.TIMED_WAITING);
        }

        opened.get(60, TimeUnit.SECONDS).close();
        opener.join();
    }
}
