package dev.chameleonbot.host.web;

import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who may use the web, in {@value #NAME} of the state directory: hashes only, readable by its owner alone. Commands
 * write it; a host that runs sees a change with the next request.
 *
 * <p>Concurrency: {@code lock} guards what was read last, and is held while the file is read.
 */
public final class AccessFile {
    static final String NAME = "web-access.json";
    private static final String LOCK = "web-access.lock";
    /** The lock of the file is between processes. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}");

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private AccessRules rules = AccessRules.NONE;
    private @Nullable FileTime readAt;
    private long readSize = -1;

    /**
     * The one of a state directory.
     *
     * @param state the directory, which may be still to come
     */
    public AccessFile(Path state) {
        this.file = state.resolve(NAME);
    }

    /**
     * What holds now.
     *
     * @throws IOException if the file cannot be read; the message is a sentence
     */
    public AccessRules rules() throws IOException {
        lock.lock();
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (!changed.equals(readAt) || size != readSize) {
                rules = AccessRules.of(Json.STRICT.readTree(Files.readAllBytes(file)));
                readAt = changed;
                readSize = size;
            }
            return rules;
        } catch (NoSuchFileException e) {
            readAt = null;
            rules = AccessRules.NONE;
            return rules;
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read: " + e.getMessage() + ". Fix it, or delete it and set the password again",
                    e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the password; all sessions that began with the one before end.
     *
     * @throws IOException if it cannot be kept
     * @throws IllegalArgumentException if it is too short; the message says so
     */
    public void setPassword(Secret password) throws IOException {
        int length = password.reveal().length();
        if (length < Passwords.SHORTEST || length > Passwords.LONGEST) {
            throw new IllegalArgumentException(
                    "A password needs " + Passwords.SHORTEST + " to " + Passwords.LONGEST + " characters");
        }
        String hash = Passwords.hash(password);
        var unused = change(rules -> rules.withPassword(Optional.of(hash)));
    }

    /**
     * Takes the password away.
     *
     * @return whether there was one
     * @throws IOException if that cannot be kept
     */
    public boolean removePassword() throws IOException {
        return change(rules -> rules.withPassword(Optional.empty())).password().isPresent();
    }

    /**
     * Makes a token.
     *
     * @param name what it is called: letters, digits, and {@code _ . -}
     * @return the token, which is kept nowhere
     * @throws IOException if it cannot be kept
     * @throws IllegalArgumentException if there is one of that name, or it is no name; the message says so
     */
    public Secret addToken(String name, Role role, Instant now) throws IOException {
        if (!TOKEN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A token's name has 1 to 40 letters, digits and the characters _ . -, and begins with one of the"
                            + " former");
        }
        String token = AccessTokens.create();
        var unused = change(rules -> {
            if (rules.token(name).isPresent()) {
                throw new IllegalArgumentException(
                        "There is a token " + name + " already; remove it first, or choose another name");
            }
            return rules.with(new AccessRules.Token(name, role, AccessTokens.hash(token), now));
        });
        return Secret.of(token);
    }

    /**
     * Takes a token away; what uses it is refused from then on.
     *
     * @return whether there was one
     * @throws IOException if that cannot be kept
     */
    public boolean removeToken(String name) throws IOException {
        return change(rules -> rules.token(name).map(rules::without).orElse(rules))
                .token(name)
                .isPresent();
    }

    /** Changes what holds now; another command that does so at the same time waits. What held before is returned. */
    private AccessRules change(UnaryOperator<AccessRules> how) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        OwnersFiles.createDirectories(directory);
        Path turn = directory.resolve(LOCK);
        OwnersFiles.createFile(turn);
        IN_THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(turn, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Objects.requireNonNull(held);
            AccessRules before = rules();
            AccessRules after = how.apply(before);
            if (!after.equals(before)) {
                write(after);
            }
            return before;
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private void write(AccessRules changed) throws IOException {
        OwnersFiles.write(file, (changed.json().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
