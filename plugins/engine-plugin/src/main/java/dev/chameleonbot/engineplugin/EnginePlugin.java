package dev.chameleonbot.engineplugin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/**
 * The plugin that pf4j starts and stops. A start that throws says in its message what to do; the host's log has it, and
 * {@link PluginWrapper#getFailedException()}.
 *
 * <p>pf4j is not safe for use by several threads, and calls this on one thread at a time.
 */
public final class EnginePlugin extends Plugin {
    private final @Nullable PluginWrapper given;
    private @Nullable BehaviourWatch watch;

    /**
     * Called by pf4j. Nothing happens before the start, not even the loading of a class that the plugin API stands in.
     *
     * @param self this plugin, as its host sees it
     */
    public EnginePlugin(PluginWrapper self) {
        this.given = self;
    }

    /** Called by hosts with a plugin factory of their own that gives plugins no wrapper. */
    public EnginePlugin() {
        this.given = null;
    }

    /**
     * Reads the configuration and starts the accounts; returns without waiting for them.
     *
     * @throws PluginRuntimeException if the configuration or the state directory cannot be used; nothing is left running
     */
    @Override
    public void start() {
        PluginWrapper self = given != null ? given : OwnWrapper.find(EnginePlugin.class.getClassLoader());
        boolean broughtApi = PluginApi.provide(self);
        Places places = Places.of(System::getProperty, System.getenv());
        EngineDesk desk = EngineDesk.open(places.resolvedAgainst(Path.of("")), System.getenv());
        watch = BehaviourWatch.start(self, broughtApi, desk);
    }

    /** Stops the accounts gracefully, within a few seconds, and ends every thread. Stopping twice does nothing. */
    @Override
    public void stop() {
        BehaviourWatch ended = watch;
        watch = null;
        if (ended != null) {
            ended.close();
        }
    }
}
