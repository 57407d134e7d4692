package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.util.FileSize;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * The log in files of one directory: {@code chameleon.log} and, packed, what was written before. Only their owner can
 * read them, and in a directory that was made here they are so from their first moment on.
 *
 * <p>Logback writes on the threads that log, under a lock of its own; {@link LogRotation} packs on another thread.
 */
public final class LogFiles implements AutoCloseable {
    static final String ACTIVE = "chameleon.log";
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level"
            + " [%replace(%X{account:--}/%X{plugin}){'/$',''}] %logger{0} - %escaped%n%trace{50}";

    private final HeldLines lines = new HeldLines();
    private final RollingFileAppender<ILoggingEvent> appender;
    private final LogRotation rotation;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Path directory;
    private final LogFormat format;

    /**
     * How much is kept.
     *
     * @param fileSize from how many bytes on a file is packed, besides at midnight
     * @param totalSize how many bytes at most, the oldest going first
     */
    record Limits(long fileSize, int days, long totalSize) {
        static final Limits USUAL = new Limits(10 * FileSize.MB_COEFFICIENT, 14, 500 * FileSize.MB_COEFFICIENT);
    }

    /**
     * Begins to keep what is logged, in memory until {@link #open}. Files are packed at midnight and at 10 MB and kept for
     * 14 days, up to 500 MB in all.
     *
     * @param directory where; created, for its owner alone, if it is missing when they are opened
     */
    public LogFiles(Path directory, LogFormat format) {
        this(directory, Limits.USUAL, format);
    }

    /** The same with other limits. */
    LogFiles(Path directory, Limits limits, LogFormat format) {
        this(directory, limits, format, Clock.system(ZoneId.systemDefault()));
    }

    /** The same with another clock, for tests. */
    LogFiles(Path directory, Limits limits, LogFormat format, Clock clock) {
        this.directory = directory;
        this.format = format;
        appender = new OwnersAppender();
        rotation = new LogRotation(directory, limits, clock);
        lines.setContext(context);
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    }

    /**
     * Writes what was logged until now, and what will be, to the files of the directory, which is created if missing.
     *
     * @throws IOException if nothing can be written there; the message is a sentence
     */
    public LogFiles open() throws IOException {
        try {
            OwnersFiles.createDirectories(directory);
            OwnersFiles.createFile(directory.resolve(ACTIVE));
            if (!Files.isWritable(directory) || !Files.isWritable(directory.resolve(ACTIVE))) {
                throw new IOException("it may not be written by this user");
            }
        } catch (IOException e) {
            throw new IOException(
                    "The log cannot be kept in " + directory + " ("
                            + IoWords.ofCreating(e)
                            + "). Choose another place with --log-dir, or none with --no-log-file.",
                    e);
        }
        configure();
        lines.passTo(appender);
        return this;
    }

    private void configure() {
        appender.setContext(context);
        appender.setName("FILES");
        appender.setFile(directory.resolve(ACTIVE).toString());
        appender.setEncoder(Logging.encoder(format, PATTERN));
        rotation.start();
        appender.setRollingPolicy(rotation);
        appender.setTriggeringPolicy(rotation);
        appender.start();
    }

    /** Writes no more, and waits until what is being packed is packed. */
    @Override
    public void close() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(lines);
        appender.stop();
        rotation.close();
    }

    /** Makes a file its owner's before the first byte is in it. */
    private static final class OwnersAppender extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String name) throws IOException {
            OwnersFiles.createFile(Path.of(name));
            super.openFile(name);
        }
    }
}
