package dev.chameleonbot.engineplugin;

import java.lang.reflect.Field;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/** Finds out as which of its host's plugins this one was loaded, where the host does not tell. */
final class OwnWrapper {
    private OwnWrapper() {}

    /** The plugin with a class loader, which knows the plugin manager that it was made for, and keeps that to itself. */
    static PluginWrapper find(ClassLoader own) {
        if (own instanceof PluginClassLoader) {
            try {
                Field field = PluginClassLoader.class.getDeclaredField("pluginManager");
                field.setAccessible(true);
                if (field.get(own) instanceof PluginManager plugins) {
                    return plugins.getPlugins().stream()
                            .filter(plugin -> own.equals(plugin.getPluginClassLoader()))
                            .findAny()
                            .orElseThrow();
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new PluginRuntimeException(e, needed());
            }
        }
        throw new PluginRuntimeException(needed());
    }

    private static String needed() {
        return "The host's plugin factory must create this plugin with its PluginWrapper, like pf4j's own factory";
    }
}
