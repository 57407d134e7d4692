package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.data.DataFolders;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where plugins are.
 *
 * @param installed the operator's folder; what is done with plugins is kept there
 * @param bundled the program's own plugins, where nothing is ever written unless the operator's files are there too; empty
 *     where only those of the operator count
 */
public record PluginPlaces(Path installed, Optional<Path> bundled) {

    /** One folder alone. */
    public static PluginPlaces only(Path folder) {
        return new PluginPlaces(folder, Optional.empty());
    }

    /**
     * Those of the data.
     *
     * @param data where the data are
     */
    public static PluginPlaces of(DataFolders data) {
        return new PluginPlaces(data.plugins().path(), data.bundled());
    }
}
