package dev.chameleonbot.host.config;

import java.nio.file.Path;

/**
 * Where an account is configured.
 *
 * @param path a block of the configuration, such as {@code users[2]}; empty for its root; or an account's own file, such as
 *     {@code accounts/alice.json}
 */
public record AccountOrigin(String path) {
    /** Whether the account has a file of its own, which commands may change; the configuration is the user's alone. */
    public boolean isOwnFile() {
        return AccountFiles.isPlace(path);
    }

    /**
     * The place in words.
     *
     * @return such as {@code config.json users[2]} or {@code accounts/alice.json}
     */
    public String in(Path configuration) {
        return isOwnFile() ? path : (configuration.getFileName() + " " + path).strip();
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "the configuration" : path;
    }
}
