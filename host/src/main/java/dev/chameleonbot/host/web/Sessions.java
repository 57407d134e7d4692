package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of browsers. They outlive a restart of the host, and end after {@link #LASTS}, with a log-out, or with the
 * password that they began with. What is kept of one is a hash.
 *
 * <p>Concurrency: {@code lock} guards the sessions, and is held while they are written, which happens with a log-in and a
 * log-out only.
 */
final class Sessions {
    static final Duration LASTS = Duration.ofHours(24);
    private static final String NAME = "web-sessions.json";
    /** Repeated logins drop the oldest session. */
    private static final int MOST = 200;

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final Path file;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> byHash = new LinkedHashMap<>();

    /**
     * What is known of a session.
     *
     * @param basis what it rests on: it ends where that is no longer the same
     */
    private record Entry(String who, Role role, String basis, Instant expiresAt) {}

    Sessions(Path state, InstantSource clock) {
        this.file = state.resolve(NAME);
        this.clock = clock;
        read();
    }

    Visitor begin(String who, Role role, String basis) {
        String id = AccessTokens.create();
        Instant expiresAt = clock.instant().plus(LASTS);
        lock.lock();
        try {
            forgetEnded();
            while (byHash.size() >= MOST) {
                byHash.remove(byHash.keySet().iterator().next());
            }
            byHash.put(AccessTokens.hash(id), new Entry(who, role, basis, expiresAt));
            write();
        } finally {
            lock.unlock();
        }
        return new Visitor(who, role, Optional.of(new Visitor.Session(id, expiresAt)));
    }

    /**
     * Who has a session.
     *
     * @param basis what sessions of a password rest on now
     */
    Optional<Visitor> find(String id, String basis) {
        lock.lock();
        try {
            return Optional.ofNullable(byHash.get(AccessTokens.hash(id)))
                    .filter(entry -> clock.instant().isBefore(entry.expiresAt()))
                    .filter(entry -> entry.basis().isEmpty() || entry.basis().equals(basis))
                    .map(entry -> new Visitor(
                            entry.who(), entry.role(), Optional.of(new Visitor.Session(id, entry.expiresAt()))));
        } finally {
            lock.unlock();
        }
    }

    void end(Visitor.Session session) {
        lock.lock();
        try {
            byHash.remove(AccessTokens.hash(session.id()));
            write();
        } finally {
            lock.unlock();
        }
    }

    private void forgetEnded() {
        Instant now = clock.instant();
        byHash.values().removeIf(entry -> !now.isBefore(entry.expiresAt()));
    }

    private void read() {
        try {
            for (JsonNode one : Json.STRICT.readTree(Files.readAllBytes(file)).path("sessions")) {
                byHash.put(
                        one.required("sha256").asText(),
                        new Entry(
                                one.required("who").asText(),
                                Role.valueOf(one.required("role").asText()),
                                one.required("basis").asText(),
                                Instant.parse(one.required("expires").asText())));
            }
            forgetEnded();
        } catch (NoSuchFileException e) {
            // There were none yet.
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            log.warn("{} cannot be used; everyone must log in to the page again", file, e);
            byHash.clear();
        }
    }

    private void write() {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("sessions");
        byHash.forEach((hash, entry) -> all.addObject()
                .put("sha256", hash)
                .put("who", entry.who())
                .put("role", entry.role().name())
                .put("basis", entry.basis())
                .put("expires", entry.expiresAt().toString()));
        try {
            OwnersFiles.createDirectories(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            OwnersFiles.write(file, json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.warn("{} cannot be written, so a restart ends the web's sessions: {}", file, IoWords.of(e));
        }
    }
}
