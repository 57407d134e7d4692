package dev.chameleonbot.host.plugins;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A jar that somebody has sent, as it was looked at; nothing of it has run, and nothing is installed.
 *
 * @param token what it is called until it is confirmed or discarded
 * @param fileName what the file is called
 * @param size how many bytes it has
 * @param sha256 the hash of its content, in small hexadecimal digits
 * @param id the plugin's id
 * @param version the plugin's version
 * @param module the module that it declares; empty if it declares none
 * @param requires which versions of a host it says it is for, if it does
 * @param description what it says of itself; may be empty
 * @param provider who it says has made it; may be empty
 * @param dependencies the plugins that it needs, by their ids
 * @param action what a confirmation does
 * @param installed the version that is there now, if one is
 * @param pin what {@code plugins.lock} says of this content: an installation pins it
 * @param problems why it cannot be used as things are, in sentences; none if nothing is known
 * @param expiresAt when it is discarded by itself
 */
public record StagedUpload(
        String token,
        String fileName,
        long size,
        String sha256,
        String id,
        String version,
        Optional<String> module,
        Optional<String> requires,
        String description,
        String provider,
        List<String> dependencies,
        Action action,
        Optional<String> installed,
        PluginInfo.Pin pin,
        List<String> problems,
        Instant expiresAt) {
    /** Copies the lists. */
    public StagedUpload {
        dependencies = List.copyOf(dependencies);
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
