package dev.chameleonbot.host.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where things are unless the command line says otherwise. */
final class Folders {
    /** Set by the launcher to the folder that holds lib and plugins. */
    private static final @Nullable String HOME = System.getProperty("chameleon.home");

    private Folders() {}

    /** The plugins that were delivered with the program; beside the working directory if it runs without a launcher. */
    static Path plugins() {
        return Optional.ofNullable(HOME).map(Path::of).orElse(Path.of("")).resolve("plugins");
    }

    /** Where learned state is kept: in the working directory. */
    static Path state() {
        return Path.of("chameleon-state");
    }
}
