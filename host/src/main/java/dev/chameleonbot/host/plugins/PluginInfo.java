package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin of the plugins folder.
 *
 * @param id its id, as its manifest gives it
 * @param version its version
 * @param file its jar
 * @param state whether it runs
 * @param sha256 the hash of its content, in hexadecimal digits
 * @param pin whether its content is the one that the operator has pinned
 * @param module the module that its jar declares; empty where it runs without one of its own
 */
public record PluginInfo(
        String id, String version, Path file, State state, String sha256, Pin pin, Optional<String> module) {

    /** What {@code plugins.lock} says of a plugin. */
    public enum Pin {
        /** There is no such file. */
        NONE,
        /** Its content is the pinned one. */
        MATCHES,
        /** Its content is another one: it will not be loaded. */
        CHANGED,
        /** It is not named there: it will not be loaded. */
        UNKNOWN
    }

    /** Whether a plugin runs. */
    public enum State {
        /** It runs. */
        STARTED,
        /** It does not, as somebody has disabled it. */
        DISABLED,
        /** It does not, as the host has not loaded it, or does not run. */
        STOPPED
    }
}
