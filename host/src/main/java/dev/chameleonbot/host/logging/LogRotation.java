package dev.chameleonbot.host.logging;

import static java.util.Comparator.comparing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.LengthCounter;
import ch.qos.logback.core.rolling.LengthCounterBase;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the log's file is set aside, under which name, and for how long such files are kept: {@code
 * chameleon.DATE.NUMBER.log}, packed soon after.
 *
 * <p>Logback's own policies take the whole path for a pattern, in which percent signs, braces, parentheses and backslashes
 * mean something; what a directory is called is not for us to choose.
 *
 * <p>Concurrency: Logback calls under its locks, one at a time; those calls own {@code day} and {@code end}. Files that were
 * set aside belong to the packer's thread.
 */
final class LogRotation implements RollingPolicy, TriggeringPolicy<ILoggingEvent>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogRotation.class);
    private static final Pattern ASIDE =
            Pattern.compile("chameleon\\.(?<date>\\d{4}-\\d{2}-\\d{2})\\.(?<number>\\d{1,9})\\.log(?<packed>\\.gz)?");
    private static final String ALL = "chameleon.*";

    private final Path directory;
    private final LogFiles.Limits limits;
    private final Clock clock;
    private final LengthCounter length = new LengthCounterBase();
    private final ExecutorService packer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("log-packer").factory());
    private volatile boolean started;
    /** What the lines of the file are from, and when it ends. */
    private LocalDate day = LocalDate.EPOCH;

    private long end;

    LogRotation(Path directory, LogFiles.Limits limits, Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
    }

    /** A file that was set aside. */
    private record Aside(Path path, LocalDate date, int number, boolean packed) {
        /** Those of a directory, the oldest first. */
        static List<Aside> in(Path directory) throws IOException {
            List<Aside> found = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                files.forEach(file -> of(file).ifPresent(found::add));
            }
            found.sort(comparing(Aside::date).thenComparingInt(Aside::number));
            return found;
        }

        private static Optional<Aside> of(Path file) {
            Matcher name = ASIDE.matcher(String.valueOf(file.getFileName()));
            if (!name.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Aside(
                        file,
                        LocalDate.parse(name.group("date")),
                        Integer.parseInt(name.group("number")),
                        name.group("packed") != null));
            } catch (DateTimeParseException e) { // such as 2026-02-30
                return Optional.empty();
            }
        }
    }

    private Path active() {
        return directory.resolve(LogFiles.ACTIVE);
    }

    @Override
    public void start() {
        try {
            Path active = active();
            begin(
                    Files.exists(active) && Files.size(active) > 0
                            ? LocalDate.ofInstant(
                                    Files.getLastModifiedTime(active).toInstant(), clock.getZone())
                            : LocalDate.now(clock));
        } catch (IOException e) {
            log.debug("The age of the log file is not known: {}", e.toString());
            begin(LocalDate.now(clock));
        }
        started = true;
        packer.execute(this::tidy);
    }

    private void begin(LocalDate date) {
        day = date;
        end = date.plusDays(1).atStartOfDay(clock.getZone()).toInstant().toEpochMilli();
    }

    @Override
    public LengthCounter getLengthCounter() {
        return length;
    }

    @Override
    public boolean isTriggeringEvent(File file, ILoggingEvent event) {
        return length.getLength() >= limits.fileSize() || clock.millis() >= end;
    }

    @Override
    public void rollover() throws RolloverFailure {
        try {
            if (Files.exists(active()) && Files.size(active()) > 0) {
                int number = Aside.in(directory).stream()
                        .filter(file -> file.date().equals(day))
                        .mapToInt(file -> file.number() + 1)
                        .max()
                        .orElse(0);
                Files.move(active(), directory.resolve("chameleon." + day + "." + number + ".log"));
                packer.execute(this::tidy);
            }
        } catch (IOException e) {
            throw new RolloverFailure("The log's file cannot be set aside", e);
        } finally {
            // Also where it could not be done: not each line is to try it again.
            length.reset();
            begin(LocalDate.now(clock));
        }
    }

    /** Packs what is not packed, and removes what is too old or too much. */
    private void tidy() {
        try {
            OwnersFiles.restrictAll(directory, ALL);
            for (Aside file : Aside.in(directory)) {
                if (!file.packed()) {
                    pack(file.path());
                }
            }
            removeOld();
        } catch (IOException e) {
            log.warn(
                    "The files of the log in {} are not packed, or not removed when they are old: {}",
                    directory,
                    e.toString());
        }
    }

    private static void pack(Path file) throws IOException {
        Path packed = file.resolveSibling(file.getFileName() + ".gz");
        Path unfinished = file.resolveSibling(file.getFileName() + ".gz.tmp");
        try {
            OwnersFiles.createFile(unfinished);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
                Files.copy(file, out);
            }
            Files.move(unfinished, packed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        Files.delete(file);
    }

    private void removeOld() throws IOException {
        LocalDate oldest = LocalDate.now(clock).minusDays(limits.days());
        long total = 0;
        for (Aside file : Aside.in(directory).reversed()) {
            total += Files.size(file.path());
            if (total > limits.totalSize() || file.date().isBefore(oldest)) {
                Files.delete(file.path());
            }
        }
    }

    @Override
    public String getActiveFileName() {
        return active().toString();
    }

    @Override
    public CompressionMode getCompressionMode() {
        return CompressionMode.GZ;
    }

    @Override
    public void setParent(FileAppender<?> appender) {
        // Nothing of it is needed.
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public void stop() {
        started = false;
    }

    /** Waits until what was set aside is packed. */
    @Override
    public void close() {
        packer.close();
    }
}
