package dev.chameleonbot.colorchanger;

import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The color changer's pf4j plugin, also for hosts that do not know Chameleon. It does not start if its behaviour cannot
 * be loaded, because a host with pf4j before 3.8 would then fail to look up its own extensions.
 */
public final class ColorChangerPlugin extends Plugin {
    private static final Logger log = LoggerFactory.getLogger(ColorChangerPlugin.class);
    private static final String ENGINE_PLUGIN = "chameleon-engine";
    private static final String NO_ENGINE = "The color changer finds no Chameleon engine in this host";
    private static final String ADVICE =
            "put chameleon-engine.zip (or chameleon-engine.jar) into the same plugins folder";

    private final @Nullable PluginWrapper given;

    /**
     * Called by pf4j.
     *
     * @param self this plugin, as its host sees it
     */
    @SuppressWarnings("deprecation") // before 3.9 pf4j has no other constructor
    public ColorChangerPlugin(PluginWrapper self) {
        super(self);
        this.given = self;
    }

    /** Called by hosts whose own plugin factory passes no wrapper. */
    public ColorChangerPlugin() {
        this.given = null;
    }

    /**
     * Warns if there is no engine to run the behaviour.
     *
     * @throws PluginRuntimeException if the behaviour cannot be loaded because there is no plugin API
     */
    @Override
    public void start() {
        boolean engine = findEnginePlugin() || sees("dev.chameleonbot.engine.Engine");
        if (given != null && !sees("dev.chameleonbot.colorchanger.ColorChanger")) {
            throw new PluginRuntimeException(
                    engine
                            ? "The plugin chameleon-engine gives the color changer no plugin API; its log tells why"
                            : NO_ENGINE + " and does not start: " + ADVICE);
        }
        if (!engine) {
            log.warn("{}; unless the host itself runs behaviours, {}", NO_ENGINE, ADVICE);
        }
    }

    /**
     * Whether the engine plugin is there; its creation makes the plugin API visible to this one if the host has none.
     */
    private boolean findEnginePlugin() {
        PluginWrapper engine = given == null ? null : given.getPluginManager().getPlugin(ENGINE_PLUGIN);
        return engine != null && engine.getPlugin() != null;
    }

    private boolean sees(String name) {
        try {
            Class.forName(name, false, getClass().getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            log.debug("{} is not seen", name, e);
            return false;
        }
    }
}
