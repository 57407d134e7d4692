package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.host.StopSignal;
import dev.chameleonbot.host.plugins.PluginAdministration;
import dev.chameleonbot.host.plugins.PluginInfo;
import dev.chameleonbot.host.plugins.PluginLoadException;
import dev.chameleonbot.host.plugins.PluginSource;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds a plugin's project now and whenever its sources have changed, and exchanges the plugin in a running host. What
 * does not build or cannot be used is told, and the plugin before it goes on.
 *
 * <p>For one thread.
 */
public final class DevLoop {
    private static final Duration LOOK = Duration.ofMillis(300);

    private final PluginProject project;
    private final PluginAdministration plugins;
    private final Consumer<String> screen;
    private Optional<PluginInfo> current = Optional.empty();
    private Map<Path, FileTime> built = Map.of();
    private Map<Path, FileTime> seen = Map.of();

    /**
     * Prepares the loop.
     *
     * @param project what to build
     * @param plugins where to put it
     * @param screen what to tell the author by, line for line
     */
    public DevLoop(PluginProject project, PluginAdministration plugins, Consumer<String> screen) {
        this.project = project;
        this.plugins = plugins;
        this.screen = screen;
    }

    /**
     * Goes on until a stop is asked for.
     *
     * @param stop the wish that it ends
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void run(StopSignal stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(LOOK));
    }

    /** Builds if something has changed since the last build, and nothing since the last look: editors save in steps. */
    void look() throws InterruptedException {
        Map<Path, FileTime> now;
        try {
            now = project.sources();
        } catch (IOException e) {
            screen.accept("The sources cannot be read: " + e.getMessage());
            return;
        }
        boolean first = built.isEmpty();
        if (first || (!now.equals(built) && now.equals(seen))) {
            built = now;
            rebuild();
        }
        seen = now;
    }

    private void rebuild() throws InterruptedException {
        screen.accept("Building " + project.folder() + " ...");
        long start = System.nanoTime();
        try {
            PluginInfo loaded = plugins.put(PluginSource.of(project.build()));
            screen.accept(String.format(
                    Locale.ROOT,
                    "%s %s is %s, after %.1f s.",
                    loaded.id(),
                    loaded.version(),
                    current.isEmpty() ? "at work" : "at work anew",
                    (System.nanoTime() - start) / 1e9));
            removeUnlessItIs(loaded);
        } catch (BuildFailedException e) {
            screen.accept(e.getMessage());
            screen.accept("It does not build; " + whatGoesOn());
        } catch (PluginLoadException e) {
            screen.accept(e.getMessage());
            screen.accept("It cannot be used; " + whatGoesOn());
        }
    }

    /** The author may have given it another id. */
    private void removeUnlessItIs(PluginInfo loaded) throws PluginLoadException, InterruptedException {
        if (current.isPresent() && !current.get().id().equals(loaded.id())) {
            plugins.uninstall(current.get().id());
        }
        current = Optional.of(loaded);
    }

    private String whatGoesOn() {
        return current.map(plugin -> plugin.id() + " goes on as it was.")
                .orElse("the next save of a source file builds it again.");
    }
}
