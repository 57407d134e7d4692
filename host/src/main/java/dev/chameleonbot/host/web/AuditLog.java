package dev.chameleonbot.host.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was changed over the web, by whom, from where: a line of JSON each in {@value #NAME} of the state directory, which
 * starts again at four megabytes; the file before is kept as {@value #EARLIER}. No secret is ever part of a line.
 *
 * <p>Concurrency: {@code lock} guards the latest entries, and is held while the file is written.
 */
final class AuditLog {
    private static final String NAME = "web-audit.log";
    private static final String EARLIER = "web-audit.1.log";
    private static final long LARGEST = 4 * 1024 * 1024;
    private static final int KEPT = 200;
    private static final int LONGEST = 500;
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final Path file;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> latest = new ArrayDeque<>();

    /**
     * One change, or the try of one.
     *
     * @param action what, such as {@code PUT /api/v1/accounts/alice/enabled}
     * @param done whether it was done
     * @param detail what exactly, or why it was not done
     */
    record Entry(Instant at, String who, String from, String action, boolean done, String detail) {
        ObjectNode json() {
            return Json.object()
                    .put("at", at.toString())
                    .put("who", who)
                    .put("from", from)
                    .put("action", action)
                    .put("done", done)
                    .put("detail", detail);
        }
    }

    AuditLog(Path state, InstantSource clock) {
        this.file = state.resolve(NAME);
        this.clock = clock;
        read();
    }

    void record(String who, String from, String action, boolean done, String detail) {
        Entry entry = new Entry(clock.instant(), who, from, shorten(action), done, shorten(detail));
        lock.lock();
        try {
            remember(entry);
            append(entry);
        } finally {
            lock.unlock();
        }
    }

    private static String shorten(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** The latest entries, the newest first. */
    List<Entry> latest() {
        lock.lock();
        try {
            return List.copyOf(latest);
        } finally {
            lock.unlock();
        }
    }

    private void remember(Entry entry) {
        latest.addFirst(entry);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    private void append(Entry entry) {
        try {
            OwnersFiles.createDirectories(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.move(file, file.resolveSibling(EARLIER), StandardCopyOption.REPLACE_EXISTING);
            }
            OwnersFiles.createFile(file);
            // What is no character, as half a surrogate pair, becomes a question mark.
            Files.write(file, (entry.json() + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.warn("{} cannot be written: {}. It was: {}", file, IoWords.of(e), entry.json());
        }
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (String line : lines.subList(Math.max(0, lines.size() - KEPT), lines.size())) {
                readLine(line);
            }
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", file, IoWords.of(e));
        }
    }

    private void readLine(String line) {
        try {
            var json = Json.STRICT.readTree(line);
            remember(new Entry(
                    Instant.parse(json.path("at").asText()),
                    json.path("who").asText(),
                    json.path("from").asText(),
                    json.path("action").asText(),
                    json.path("done").asBoolean(),
                    json.path("detail").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            log.debug(
                    "A line of {} is none: {}", file, e.getMessage()); // The last one of a machine that lost its power.
        }
    }
}
