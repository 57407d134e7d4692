package dev.chameleonbot.host.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the demo's plugins are if nobody says where: in the distribution that the program was started from. */
final class PluginsFolder {
    private PluginsFolder() {}

    static Path orDefault(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        String home = System.getProperty("chameleon.home");
        return home == null ? Path.of("plugins") : Path.of(home, "plugins");
    }
}
