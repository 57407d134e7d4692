package dev.chameleonbot.engineplugin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin that pf4j starts and stops. A start that throws says in its message what to do; the host's log has it, and
 * {@link PluginWrapper#getFailedException()}. Nothing else gets out: most hosts would end of an error, or of an exception
 * in a stop.
 *
 * <p>pf4j is not thread-safe, and calls this on one thread at a time.
 */
public final class EnginePlugin extends Plugin {
    private static final Logger log = LoggerFactory.getLogger(EnginePlugin.class);

    private final PluginWrapper self;
    private @Nullable BehaviourWatch watch;

    /**
     * Called by pf4j. Lets the behaviours of other plugins be loaded already: until pf4j 3.8 a host that looks for
     * extensions of its own dies of one whose plugin API is missing.
     *
     * @param self this plugin, as its host sees it
     */
    @SuppressWarnings({"deprecation", "this-escape"}) // before 3.9 pf4j has no other constructor
    public EnginePlugin(PluginWrapper self) {
        super(self);
        this.self = self;
        try {
            new ApiVisibility(self, PluginApi.provide(self)).loadBehaviours();
        } catch (RuntimeException | Error e) {
            log.debug("The start reports what is wrong", e);
        }
    }

    /** Called by hosts with a plugin factory of their own that gives plugins no wrapper. */
    public EnginePlugin() {
        this(OwnWrapper.find(EnginePlugin.class.getClassLoader()));
    }

    /**
     * Reads the configuration and starts the accounts; returns without waiting for them.
     *
     * @throws PluginRuntimeException if the host's libraries, the configuration or the state directory cannot be used;
     *     nothing is left running
     */
    @Override
    public void start() {
        SeenLibraries libraries = SeenLibraries.through(EnginePlugin.class.getClassLoader());
        try {
            start(libraries);
        } catch (PluginRuntimeException e) {
            throw e;
        } catch (LinkageError e) {
            throw new PluginRuntimeException(e, "The engine cannot work in this host: {}{}", e, libraries.foreign());
        } catch (RuntimeException | Error e) {
            throw new PluginRuntimeException(e, "The engine failed at its start: {}", e);
        }
    }

    private void start(SeenLibraries libraries) {
        ApiVisibility visibility = new ApiVisibility(self, PluginApi.provide(self));
        visibility.loadBehaviours();
        libraries.check();
        Places places = Places.of(System::getProperty, System.getenv());
        EngineThread engine = EngineThread.open(places.resolvedAgainst(Path.of("")), System.getenv());
        watch = BehaviourWatch.start(self, visibility, engine);
    }

    /** Stops the accounts gracefully, within a few seconds, and ends every thread. Stopping twice does nothing. */
    @Override
    public void stop() {
        BehaviourWatch ended = watch;
        watch = null;
        if (ended != null) {
            try {
                ended.close();
            } catch (RuntimeException | Error e) { // the host has more plugins to stop
                log.error("The engine did not stop cleanly", e);
            }
        }
    }
}
