package dev.chameleonbot.host.accounts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What has become, or would become, of one of the original's accounts. Nothing of it tells a secret.
 *
 * @param place where it stands in the original's file, such as {@code users[1]}
 * @param login its name, where that is known
 * @param file its file here; empty if it was not taken
 * @param message that, in a sentence without its point
 * @param keys each key of it, in the order of the file
 */
public record ImportedAccount(
        String place,
        Optional<String> login,
        Optional<Path> file,
        Optional<String> reason,
        Tokens tokens,
        String message,
        List<ImportedKey> keys) {
    public ImportedAccount {
        keys = List.copyOf(keys);
    }

    /** What has become of tokens. */
    public enum Tokens {
        /** Twitch has said that they are good. */
        PROVED,
        /** They are kept, and Twitch has not been asked, or says that the access token has ended. */
        UNPROVED,
        /** There are some already, which stay. */
        THERE,
        /** They are of no use, so a login is needed. */
        REFUSED,
        /** There are none, so a login is needed. */
        NONE
    }

    /**
     * What has become of a key.
     *
     * @param isTaken whether its value was taken
     * @param message where to, or why not
     */
    public record ImportedKey(String name, boolean isTaken, String message) {}

    /** Whether there is an account of it here. */
    public boolean isTaken() {
        return file.isPresent();
    }

    /** An account that is not taken. */
    static ImportedAccount refused(String place, Optional<String> login, String reason) {
        return new ImportedAccount(
                place, login, Optional.empty(), Optional.of(reason), Tokens.NONE, "They were not checked", List.of());
    }
}
