package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ConfigWatchTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("config.json");
        put(file, "one");
    }

    @Test
    void aFileThatStaysAsItIsHasNotChanged() {
        ConfigWatch watch = watch();

        assertThat(looks(watch, 5)).isZero();
    }

    @Test
    void noticesAFileWrittenInPlaceOnce() throws IOException {
        ConfigWatch watch = watch();
        put(file, "two");

        assertThat(looks(watch, 5)).isEqualTo(1);
    }

    @Test
    void noticesAccountFilesThatComeChangeAndGo() throws IOException {
        Path accounts = folder.resolve("accounts");
        ConfigWatch watch = watch();

        Files.createDirectory(accounts);
        put(accounts.resolve("alice.json"), "one");
        assertThat(looks(watch, 5)).as("new").isEqualTo(1);
        put(accounts.resolve("alice.json"), "two");
        assertThat(looks(watch, 5)).as("changed").isEqualTo(1);
        put(accounts.resolve(".alice.json.swp"), "three");
        assertThat(looks(watch, 5)).as("none of ours").isZero();
        Files.delete(accounts.resolve("alice.json"));
        assertThat(looks(watch, 5)).as("gone").isEqualTo(1);
    }

    @Test
    void aFileThatIsStillBeingWrittenHoldsUpNoOther() throws IOException {
        Path accounts = Files.createDirectory(folder.resolve("accounts"));
        ConfigWatch watch = watch();
        put(accounts.resolve("alice.json"), "all of it");
        put(accounts.resolve("bob.json"), "b");
        assertThat(watch.hasChanged()).isFalse();
        put(accounts.resolve("bob.json"), "bo");
        assertThat(watch.hasChanged()).as("alice holds still").isTrue();
        put(accounts.resolve("bob.json"), "bob");
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).as("bob does, too").isTrue();
        assertThat(looks(watch, 5)).isZero();
    }

    @Test
    void accountFilesThatSomebodyHasReadInBetweenAreNoChangeAnyMore() throws Exception {
        Path accounts = Files.createDirectory(folder.resolve("accounts"));
        put(file, "{}");
        ConfigWatch watch = watch();
        put(accounts.resolve("alice.json"), "{\"username\": \"alice\"}");

        assertThat(watch.read(new ConfigReader(Map.of())).errors()).isNotEmpty();
        assertThat(looks(watch, 5)).isZero();
    }

    @Test
    void aConfigurationThatCannotBeReadIsNoChangeForEverBesideAccountFiles() throws Exception {
        Path accounts = Files.createDirectory(folder.resolve("accounts"));
        put(accounts.resolve("alice.json"), "{}");
        ConfigWatch watch = watch();
        Files.delete(file);
        assertThat(looks(watch, 2)).isEqualTo(1);

        assertThatThrownBy(() -> watch.read(new ConfigReader(Map.of()))).hasMessageEndingWith("does not exist");
        assertThat(looks(watch, 5)).isZero();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no named pipes in the file system")
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotWaitForWhoeverWritesIntoAPipe() throws Exception {
        ConfigWatch watch = watch();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertThat(looks(watch, 5)).as("like a file that is gone").isEqualTo(1);
    }

    @Test
    void waitsUntilAFileThatIsBeingWrittenHoldsStill() throws IOException {
        ConfigWatch watch = watch();
        put(file, "tw");
        assertThat(watch.hasChanged()).isFalse();
        put(file, "two");
        assertThat(watch.hasChanged()).isFalse();
        assertThat(watch.hasChanged()).isTrue();
        assertThat(watch.hasChanged()).isFalse();
    }

    @Test
    void whatSomebodyHasReadInBetweenIsNoChangeAnyMore() throws Exception {
        ConfigWatch watch = watch();
        put(file, "{}");
        assertThat(watch.hasChanged()).isFalse();

        assertThat(watch.read(new ConfigReader(Map.of())).config()).isEmpty();
        assertThat(looks(watch, 5)).isZero();

        put(file, "one");
        assertThat(looks(watch, 5)).as("the content that the watch began with").isEqualTo(1);
    }

    @Test
    void norIsWhatCannotBeRead() throws IOException {
        ConfigWatch watch = watch();
        ConfigReader reader = new ConfigReader(Map.of());
        put(file, "no JSON");
        assertThatThrownBy(() -> watch.read(reader)).isInstanceOf(UnreadableConfigException.class);
        assertThat(looks(watch, 5)).isZero();

        Files.delete(file);
        assertThatThrownBy(() -> watch.read(reader)).hasMessageContaining("does not exist");
        assertThat(looks(watch, 5)).isZero();
    }

    @Test
    void whatWasReadForNothingIsAChangeAgain() throws Exception {
        ConfigWatch watch = watch();
        put(file, "{}");
        assertThat(watch.read(new ConfigReader(Map.of())).config()).isEmpty();

        watch.forget();

        assertThat(looks(watch, 5)).isEqualTo(1);
    }

    @Test
    void noticesAFileThatIsReplacedByARename() throws IOException {
        ConfigWatch watch = watch();
        Path next = folder.resolve("config.json.tmp");
        put(next, "two");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(looks(watch, 5)).isEqualTo(1);
    }

    @Test
    void noticesASymbolicLinkThatNowLeadsElsewhere() throws IOException {
        Path link = folder.resolve("link.json");
        Files.createSymbolicLink(link, file);
        ConfigWatch watch = new ConfigWatch(link, () -> NOW);
        Path other = folder.resolve("other.json");
        put(other, "two");
        Files.delete(link);
        Files.createSymbolicLink(link, other);

        assertThat(looks(watch, 5)).isEqualTo(1);
    }

    @Test
    void noticesAnEditOfTheSameLengthInTheSameInstant() throws IOException {
        ConfigWatch watch = watch();
        put(file, "two");
        looks(watch, 5);
        put(file, "six");

        assertThat(looks(watch, 5)).isEqualTo(1);
    }

    @Test
    void noticesAFileThatIsGoneAndOneThatIsBack() throws IOException {
        ConfigWatch watch = watch();
        Files.delete(file);
        assertThat(looks(watch, 3)).isEqualTo(1);
        put(file, "one");
        assertThat(looks(watch, 3)).isEqualTo(1);
    }

    @Test
    void aFileThatIsTouchedOnlyHasNotChanged() throws IOException {
        ConfigWatch watch = watch();
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(100)));

        assertThat(looks(watch, 5)).isZero();
    }

    private ConfigWatch watch() {
        return new ConfigWatch(file, () -> NOW);
    }

    /** With the time that the watch's clock shows, as if everything happened in one instant. */
    private static void put(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private static int looks(ConfigWatch watch, int times) {
        int changes = 0;
        for (int i = 0; i < times; i++) {
            changes += watch.hasChanged() ? 1 : 0;
        }
        return changes;
    }
}
