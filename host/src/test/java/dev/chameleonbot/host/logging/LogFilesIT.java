package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** A14: the log in files. */
@Execution(ExecutionMode.SAME_THREAD) // The log is the whole process' own.
final class LogFilesIT {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger("dev.chameleonbot.test");
    private static final LogFiles.Limits SMALL = new LogFiles.Limits(2_000, 14, 1_000_000);

    private static final String LONG = "a-very-long-path/a-very-long-path/a-very-long-path/a-very-long-path/"
            + "a-very-long-path/a-very-long-path/a-very-long-path/a-very-long-path/a-very-long-path/a-very-long-path";

    @TempDir
    private Path folder;

    @BeforeEach
    void setLevels() {
        Logging.start(Level.INFO);
    }

    @Test
    void writesALineWithItsContext() throws Exception {
        MDC.put("account", "alice");
        log("one");
        MDC.put("plugin", "echo");
        log("two");
        MDC.clear();
        log("three");

        assertThat(Files.readAllLines(active()))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" INFO  [alice] test - one"),
                        line -> assertThat(line).endsWith(" INFO  [alice/echo] test - two"),
                        line -> assertThat(line).endsWith(" INFO  [-] test - three"));
    }

    @Test
    void whatSomebodyHasWrittenCanFakeNoOtherLine() throws Exception {
        String forged = "hello\n2026-02-01 12:00:00.000 ERROR [alice] LiveAccount - forged\r\u001b[2K";
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT).open()) {
            log.info("alice said: {}", forged);
            log.warn("It failed", new IllegalStateException(forged, new IOException(forged)));
            assertThat(files).isNotNull();
        }

        List<String> lines = Files.readAllLines(active());
        assertThat(lines)
                .filteredOn(line -> line.startsWith("2026-02-01 12:00"))
                .isEmpty();
        assertThat(lines.getFirst())
                .endsWith("alice said: hello\\n2026-02-01 12:00:00.000 ERROR [alice] LiveAccount"
                        + " - forged\\r\\u001b[2K");
        assertThat(lines.get(1)).endsWith("It failed");
        assertThat(lines.get(2)).isEqualTo("java.lang.IllegalStateException: hello");
        assertThat(lines.subList(3, lines.size())).allMatch(line -> line.startsWith("\t"));
        assertThat(lines).anyMatch(line -> line.startsWith("\tCaused by: java.io.IOException"));
    }

    @Test
    void aStackWithoutEndIsCut() throws Exception {
        StackTraceElement frame = new StackTraceElement("lab.Deep", "deeper", "Deep.java", 1);
        StackOverflowError overflow = new StackOverflowError();
        overflow.setStackTrace(Collections.nCopies(1024, frame).toArray(StackTraceElement[]::new));
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT).open()) {
            log.error("It failed", overflow);
            assertThat(files).isNotNull();
        }

        assertThat(Files.readAllLines(active())).hasSizeBetween(10, 60);
    }

    @Test
    void packsAFileThatHasGrownTooLargeAndLosesNoLine() throws Exception {
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT).open()) {
            for (int i = 0; i < 200; i++) {
                log.info("line {} {}", i, "x".repeat(100));
            }
            assertThat(files).isNotNull();
        }

        List<Path> packed = list("chameleon.20");
        assertThat(packed).isNotEmpty().allMatch(file -> file.toString().endsWith(".log.gz"));
        List<String> lines = new ArrayList<>(Files.readAllLines(active()));
        for (Path file : packed) {
            lines.addAll(unpacked(file));
        }
        assertThat(lines).hasSize(200);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void everyFileIsItsOwnersAlone() throws Exception {
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT).open()) {
            for (int i = 0; i < 100; i++) {
                log.info("line {} {}", i, "x".repeat(100));
            }
            assertThat(files).isNotNull();
        }

        assertThat(permissions(logs())).isEqualTo("rwx------");
        assertThat(list("chameleon."))
                .hasSizeGreaterThan(1)
                .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }

    @Test
    void keepsNoMoreThanTheTotalSize() throws Exception {
        try (LogFiles files = new LogFiles(logs(), new LogFiles.Limits(2_000, 14, 2_500), LogFormat.TEXT).open()) {
            for (int i = 0; i < 1_000; i++) {
                log.info("line {} {}", i, "x".repeat(100));
            }
            assertThat(files).isNotNull();
        }
        // The rest is removed when it is opened the next time, at the latest.
        new LogFiles(logs(), new LogFiles.Limits(2_000, 14, 2_500), LogFormat.TEXT)
                .open()
                .close();

        long size = 0;
        for (Path file : list("chameleon.20")) {
            size += Files.size(file);
        }
        assertThat(size).isLessThanOrEqualTo(2_500);
    }

    @Test
    void setsTheFileAsideWhenItsDayIsOver() throws Exception {
        log("yesterday");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        try (LogFiles files =
                new LogFiles(logs(), SMALL, LogFormat.TEXT, Clock.fixed(tomorrow, ZoneId.systemDefault())).open()) {
            log.info("today");
            assertThat(files).isNotNull();
        }

        assertThat(Files.readAllLines(active())).singleElement().asString().endsWith("today");
        assertThat(list("chameleon.20"))
                .singleElement()
                .extracting(Path::getFileName)
                .hasToString("chameleon." + LocalDate.now(ZoneId.systemDefault()) + ".0.log.gz");
    }

    @Test
    void packsWhatAKilledProcessHasLeftAndRemovesWhatIsTooOld() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        Files.createDirectories(logs());
        Files.writeString(logs().resolve("chameleon." + today + ".7.log"), "left");
        Files.writeString(logs().resolve("chameleon." + today.minusDays(14) + ".0.log.gz"), "old");
        Files.writeString(logs().resolve("chameleon." + today.minusDays(15) + ".0.log.gz"), "too old");
        Files.writeString(logs().resolve("chameleon.txt"), "something else");

        log("one");

        assertThat(list("chameleon."))
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactlyInAnyOrder(
                        LogFiles.ACTIVE,
                        "chameleon." + today + ".7.log.gz",
                        "chameleon." + today.minusDays(14) + ".0.log.gz",
                        "chameleon.txt");
        assertThat(unpacked(logs().resolve("chameleon." + today + ".7.log.gz"))).containsExactly("left");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100% mine",
                "%d",
                "x{y}",
                "a(b",
                "a)b",
                "My%20Bot",
                "a\\b",
                "a\\(b",
                "[a*?",
                "für",
                "\uD83E\uDD8E",
                LONG
            })
    void anyDirectoryWillDo(String name) throws Exception {
        Path logs = folder.resolve(name).resolve("logs");
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        Files.createDirectories(logs);
        Path tooOld = Files.createFile(logs.resolve("chameleon." + today.minusDays(15) + ".0.log.gz"));

        try (LogFiles files = new LogFiles(logs, SMALL, LogFormat.TEXT).open()) {
            for (int i = 0; i < 50; i++) {
                log.info("line {} {}", i, "x".repeat(100));
            }
            assertThat(files).isNotNull();
        }

        assertThat(logs.resolve(LogFiles.ACTIVE)).isNotEmptyFile();
        assertThat(logs.resolve("chameleon." + today + ".0.log.gz")).isNotEmptyFile();
        assertThat(tooOld).doesNotExist();
    }

    @Test
    void touchesNoDirectoryBeforeItIsOpenedAndThenWritesWhatWasLogged() throws Exception {
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT)) {
            MDC.put("account", "alice");
            log.info("before");
            MDC.clear();
            assertThat(logs()).doesNotExist();

            files.open();
            log.info("after");
        }

        assertThat(Files.readAllLines(active()))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("[alice] test - before"),
                        line -> assertThat(line).endsWith("[-] test - after"));
    }

    @Test
    void writesOnWhereItEnded() throws Exception {
        log("before");
        log("after");

        assertThat(Files.readAllLines(active())).hasSize(2);
    }

    @Test
    void takesInWhatLibrariesSayThroughTheJdksLoggers() throws Exception {
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT).open()) {
            java.util.logging.Logger.getLogger("some.library.Part").warning("said through java.util.logging");
            System.getLogger("some.library.Other").log(System.Logger.Level.ERROR, "said through System.Logger");
            java.util.logging.Logger.getLogger("some.library.Part").info("not worth a line");
            assertThat(files).isNotNull();
        }

        assertThat(Files.readAllLines(active()))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" WARN  [-] Part - said through java.util.logging"),
                        line -> assertThat(line).endsWith(" ERROR [-] Other - said through System.Logger"));
    }

    @Test
    void saysWhereTheLogCannotBeKept() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        try (LogFiles files = new LogFiles(file, LogFormat.TEXT)) {
            assertThatThrownBy(files::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The log cannot be kept in " + file)
                    .hasMessageContaining("--log-dir");
        }
    }

    private void log(String message) throws IOException {
        try (LogFiles files = new LogFiles(logs(), SMALL, LogFormat.TEXT).open()) {
            log.info(message);
            assertThat(files).isNotNull();
        }
    }

    private Path logs() {
        return folder.resolve("state").resolve("logs");
    }

    private Path active() {
        return logs().resolve(LogFiles.ACTIVE);
    }

    private List<Path> list(String start) throws IOException {
        try (Stream<Path> files = Files.list(logs())) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(start))
                    .toList();
        }
    }

    private static List<String> unpacked(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
