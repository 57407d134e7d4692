package dev.chameleonbot.engineplugin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/**
 * Sees to it that there is exactly one plugin API in the host, as a behaviour and the engine must mean the same classes:
 * the host's own if it has one, or else the one that this plugin brings in its folder {@code api}. That is not in
 * {@code lib}, because pf4j's class loaders would prefer it to the host's.
 */
final class PluginApi {
    static final String PACKAGE = "dev.chameleonbot.plugin.api";
    private static final String A_CLASS = PACKAGE + ".ChatBehaviour";

    private PluginApi() {}

    /**
     * Makes the API visible to this plugin.
     *
     * @return whether it is this plugin's own, which other plugins do not see by themselves
     */
    static boolean provide(PluginWrapper self) {
        ClassLoader loader = self.getPluginClassLoader();
        try {
            return loader.equals(loader.loadClass(A_CLASS).getClassLoader());
        } catch (ClassNotFoundException hostHasNone) {
            bring(self, loader);
            return true;
        }
    }

    private static void bring(PluginWrapper self, ClassLoader loader) {
        if (!(loader instanceof PluginClassLoader pf4js)) {
            throw new PluginRuntimeException(
                    "This host's class loaders are not pf4j's; put chameleon-plugin-api on the host's class path");
        }
        for (Path jar : jars(self.getPluginPath().resolve("api"))) {
            pf4js.addFile(jar.toFile());
        }
        try {
            loader.loadClass(A_CLASS);
        } catch (ClassNotFoundException e) {
            throw new PluginRuntimeException(
                    e, "The plugin in {} is not whole; unpack chameleon-engine.zip again", self.getPluginPath());
        }
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new PluginRuntimeException(e, "{} cannot be read; unpack chameleon-engine.zip again", folder);
        }
        return jars;
    }
}
