package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.plugins.files.PinnedHashes;
import dev.chameleonbot.host.plugins.files.PluginFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An uploaded jar, as it was checked; nothing of it has run, and nothing is installed.
 *
 * @param token what it is called until it is confirmed or discarded
 * @param size how many bytes it has
 * @param installed the version that is there now, if one is
 * @param pin what {@code plugins.lock} says of this content: an installation pins it
 * @param problems why it cannot be used as things are, in sentences; none if nothing is known
 */
public record StagedUpload(
        String token,
        PluginFile plugin,
        long size,
        Action action,
        Optional<String> installed,
        PinnedHashes.Pin pin,
        List<String> problems,
        Instant expiresAt) {
    public StagedUpload {
        problems = List.copyOf(problems);
    }

    /** What a confirmation does. */
    public enum Action {
        /** No such plugin is installed. One that comes with the program is hidden by it. */
        INSTALL,
        /** Another version is installed, and is kept for a roll-back. */
        UPDATE
    }
}
