package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log in files of one directory: {@code chameleon.log} and, packed, what was written before. Only their owner can
 * read them, and in a directory that was made here they are so from their first moment on.
 *
 * <p>Logback writes on the threads that log, under a lock of its own, and packs on another thread.
 */
final class LogFiles implements AutoCloseable {
    static final String ACTIVE = "chameleon.log";
    private static final String PACKED = "chameleon.%d{yyyy-MM-dd}.%i.log.gz";
    private static final String ALL = "chameleon.*";
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level"
            + " [%replace(%X{account:--}/%X{plugin}){'/$',''}] %logger{0} - %escaped%n%trace{50}";

    private final HeldLines lines = new HeldLines();
    private final RollingFileAppender<ILoggingEvent> appender;
    private final SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy;
    private final PackingContext packing;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Path directory;
    private final Limits limits;

    /**
     * How much is kept.
     *
     * @param fileSize from how many bytes on a file is packed, besides at midnight
     * @param days for how many days
     * @param totalSize how many bytes at most, the oldest going first
     */
    record Limits(long fileSize, int days, long totalSize) {
        static final Limits USUAL = new Limits(10 * FileSize.MB_COEFFICIENT, 14, 500 * FileSize.MB_COEFFICIENT);
    }

    /** Begins to keep what is logged, in memory until {@link #open}. */
    LogFiles(Path directory, Limits limits) {
        this.directory = directory;
        packing = new PackingContext(directory);
        appender = new OwnersAppender();
        policy = new SizeAndTimeBasedRollingPolicy<>();
        this.limits = limits;
        lines.setContext(context);
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    }

    /** Writes it to the files of the directory, which is created if missing. */
    LogFiles open() throws LogDirectoryException {
        try {
            OwnersFiles.createDirectories(directory);
            OwnersFiles.createFile(directory.resolve(ACTIVE));
            if (!Files.isWritable(directory) || !Files.isWritable(directory.resolve(ACTIVE))) {
                throw new IOException("it may not be written by this user");
            }
        } catch (IOException e) {
            throw new LogDirectoryException(
                    "The log cannot be kept in " + directory + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
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
        appender.setEncoder(Lines.of(context, PATTERN));
        policy.setContext(packing);
        policy.setParent(appender);
        policy.setFileNamePattern(directory.resolve(PACKED).toString());
        policy.setMaxFileSize(new FileSize(limits.fileSize()));
        policy.setMaxHistory(limits.days());
        policy.setTotalSizeCap(new FileSize(limits.totalSize()));
        policy.setCleanHistoryOnStart(true);
        policy.start();
        appender.setRollingPolicy(policy);
        appender.setTriggeringPolicy(policy);
        appender.start();
    }

    /** Writes no more, and waits until what is being packed is packed. */
    @Override
    public void close() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(lines);
        appender.stop();
        policy.stop();
        packing.close();
    }

    /** Makes a file its owner's before the first byte is in it. */
    private static final class OwnersAppender extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String name) throws IOException {
            OwnersFiles.createFile(Path.of(name));
            super.openFile(name);
        }
    }

    /** The policy's surroundings: it packs on a thread after whose work the packed files are made their owner's. */
    private static final class PackingContext extends ContextBase {
        private final ThreadPoolExecutor packer;

        PackingContext(Path directory) {
            packer =
                    new ThreadPoolExecutor(
                            1,
                            1,
                            1,
                            TimeUnit.SECONDS,
                            new LinkedBlockingQueue<>(),
                            Thread.ofVirtual().name("log-packer").factory()) {
                        @Override
                        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
                            try {
                                OwnersFiles.restrictAll(directory, ALL);
                            } catch (IOException e) {
                                LoggerFactory.getLogger(LogFiles.class)
                                        .warn("The files of the log may be readable by others", e);
                            }
                        }
                    };
            packer.allowCoreThreadTimeOut(true);
        }

        @Override
        public ExecutorService getExecutorService() {
            return packer;
        }

        @Override
        public ExecutorService getAlternateExecutorService() {
            return packer;
        }

        void close() {
            packer.close();
        }
    }
}
