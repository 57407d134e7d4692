package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.plugins.files.PinnedHashes;
import dev.chameleonbot.host.plugins.files.PluginFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin of the plugins folder, or a file of it that should be one.
 *
 * @param id its id, as its manifest gives it; the file's name where that cannot be read
 * @param version its version, of what is loaded if anything is; empty where it cannot be read
 * @param state whether it runs
 * @param sha256 the hash of its content, of what is loaded if anything is, in hexadecimal digits; empty where it cannot be
 *     read
 * @param pin whether the content of its file is the one that the operator has pinned
 * @param module the module that its jar declares; empty where it runs without one of its own
 * @param onDisk what its file is, where that is not what is loaded
 * @param problem what is wrong with it or with its file, in a sentence
 */
public record PluginInfo(
        String id,
        String version,
        Path file,
        PluginFile.Origin origin,
        State state,
        String sha256,
        PinnedHashes.Pin pin,
        Optional<String> module,
        Optional<OnDisk> onDisk,
        Optional<String> problem) {

    /** A file that is not what is loaded. */
    public record OnDisk(String version, String sha256) {}

    /** Whether a plugin runs. */
    public enum State {
        /** It runs. */
        STARTED,
        /** It does not, as somebody has disabled it. */
        DISABLED,
        /** It does not, as the host has not loaded it, or does not run. */
        STOPPED,
        /** It should, but the host could not load it. */
        FAILED,
        /** Its file is none that can be a plugin here. */
        BROKEN
    }
}
