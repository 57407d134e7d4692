package dev.chameleonbot.engineplugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/**
 * Sees to it that there is exactly one plugin API in the host, as a behaviour and the engine must mean the same classes:
 * the host's own if it has one, or else the one that this plugin brings in its folder {@code api}. They are not among its
 * other classes, because pf4j's class loaders would prefer them to the host's.
 */
final class PluginApi {
    static final String PACKAGE = "dev.chameleonbot.plugin.api";
    private static final String A_CLASS = PACKAGE + ".ChatBehaviour";
    private static final String ITS_FILE = A_CLASS.replace('.', '/') + ".class";

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
        try {
            pf4js.addURL(folder(pf4js));
            loader.loadClass(A_CLASS);
        } catch (ClassNotFoundException | MalformedURLException e) {
            throw new PluginRuntimeException(
                    e, "The plugin in {} is incomplete; put chameleon-engine there again", self.getPluginPath());
        }
    }

    /** Where the API's classes are: a folder on the disk, or one inside this plugin's jar. */
    private static URL folder(PluginClassLoader own) throws ClassNotFoundException, MalformedURLException {
        URL file = own.getResource("api/" + ITS_FILE);
        if (file == null) {
            throw new ClassNotFoundException("api/" + ITS_FILE);
        }
        String address = file.toExternalForm();
        URI folder = URI.create(address.substring(0, address.length() - ITS_FILE.length()));
        return file.getProtocol().equals("jar") ? URL.of(folder, new Uncached()) : folder.toURL();
    }

    /** The JDK keeps a jar open that was read through a cached connection, after the plugin was unloaded too. */
    private static final class Uncached extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    }
}
