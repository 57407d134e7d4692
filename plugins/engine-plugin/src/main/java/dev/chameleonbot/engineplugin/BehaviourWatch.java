package dev.chameleonbot.engineplugin;

import java.util.List;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginStateEvent;
import org.pf4j.PluginStateListener;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engine at work for the behaviours of all plugins that the host has started, whichever was started first.
 *
 * <p>The engine runs while there is a behaviour. Without one it runs only where none can be expected; where a plugin with
 * one was loaded but not started yet, the accounts wait for it, so that they need not be started twice. When the last
 * behaviour's plugin has stopped, so has the engine: a host whose {@code stopPlugins()} forgets some plugins, as pf4j
 * 3.15.0's does, leaves nothing at work by that.
 *
 * <p>For the thread that the host works its plugins with; what it throws at that thread's events it logs instead.
 */
final class BehaviourWatch implements PluginStateListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BehaviourWatch.class);

    private final PluginWrapper self;
    private final PluginManager plugins;
    private final EngineThread engine;
    private final ApiVisibility visibility;
    private final HostBehaviours behaviours;
    private List<HostBehaviour> current = List.of();
    private boolean running;
    private boolean hadSome;
    private boolean closed;

    private BehaviourWatch(PluginWrapper self, ApiVisibility visibility, EngineThread engine) {
        this.self = self;
        this.plugins = self.getPluginManager();
        this.engine = engine;
        this.visibility = visibility;
        this.behaviours = new HostBehaviours(self);
    }

    /**
     * Starts the engine with the behaviours that are there.
     *
     * @param self this plugin
     * @param visibility lets other plugins see the plugin API until the watch is closed
     * @param engine runs the engine; closed with the watch
     * @throws RuntimeException if the engine cannot start; then everything is closed
     */
    static BehaviourWatch start(PluginWrapper self, ApiVisibility visibility, EngineThread engine) {
        BehaviourWatch watch;
        try {
            watch = new BehaviourWatch(self, visibility, engine);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
        try {
            watch.begin();
            return watch;
        } catch (RuntimeException | Error e) {
            watch.close();
            throw e;
        }
    }

    private void begin() {
        visibility.grantToAll();
        plugins.addPluginStateListener(this);
        refresh();
        if (!running) {
            log.info("The accounts start as soon as the host starts a plugin with a behaviour");
        }
    }

    @Override
    public void pluginStateChanged(PluginStateEvent event) {
        PluginWrapper plugin = event.getPlugin();
        if (closed || plugin.equals(self)) {
            return;
        }
        try {
            if (event.getPluginState() == PluginState.RESOLVED) {
                visibility.grant(plugin);
            } else {
                refresh();
            }
        } catch (RuntimeException | Error e) { // the host's thread is on its way to the next plugin
            log.error("The behaviours cannot run: {}", e.getMessage(), e);
        }
    }

    private void refresh() {
        List<HostBehaviour> now = behaviours.started();
        hadSome |= !now.isEmpty();
        boolean wanted = !now.isEmpty() || (!hadSome && !behaviours.mayCome());
        if (wanted && !(running && now.equals(current))) {
            running = false;
            current = now;
            engine.run(now);
            running = true;
        } else if (!wanted && running) {
            log.info("No behaviour is left; the accounts stop until a plugin with a behaviour starts");
            running = false;
            current = List.of();
            engine.pause();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            plugins.removePluginStateListener(this);
            engine.close();
            visibility.revokeAll();
        }
    }
}
