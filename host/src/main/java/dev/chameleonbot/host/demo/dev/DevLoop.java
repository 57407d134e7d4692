package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.operations.PluginInfo;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.runtime.BotHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    private final SourceWatch sources;
    private final BotHost host;
    private final Consumer<String> screen;
    private Optional<PluginInfo> current = Optional.empty();
    private boolean toldOfNoModule;
    private List<String> unused = List.of();

    /**
     * Prepares the loop.
     *
     * @param host where to run it
     * @param screen what to tell the author by, line for line
     */
    public DevLoop(PluginProject project, BotHost host, Consumer<String> screen) {
        this.project = project;
        this.sources = new SourceWatch(project.folder());
        this.host = host;
        this.screen = screen;
    }

    /** Goes on until a stop is asked for. */
    public void run(StopSignal stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(LOOK));
    }

    private void look() throws InterruptedException {
        try {
            if (sources.haveChanged()) {
                rebuild();
            }
        } catch (IOException e) {
            screen.accept("The sources cannot be read: " + IoWords.of(e));
        }
    }

    private void rebuild() throws InterruptedException {
        screen.accept("Building " + project.folder() + " ...");
        long start = System.nanoTime();
        try {
            PluginInfo loaded = host.administration().put(PluginSource.of(project.build()));
            screen.accept(String.format(
                    Locale.ROOT,
                    "%s %s is %s, after %.1f s.",
                    loaded.id(),
                    loaded.version(),
                    current.isEmpty() ? "running" : "running again",
                    (System.nanoTime() - start) / 1e9));
            tellOfNoModule(loaded);
            removeUnlessItIs(loaded);
            tellOfUnusedSettings();
        } catch (BuildFailedException e) {
            screen.accept(e.getMessage());
            screen.accept("It does not build; " + whatGoesOn());
        } catch (OperationException e) {
            screen.accept(e.getMessage());
            screen.accept("It cannot be used; " + whatGoesOn());
        }
    }

    /** Once, until it has one. */
    private void tellOfNoModule(PluginInfo loaded) {
        if (loaded.module().isEmpty() && !toldOfNoModule) {
            screen.accept(loaded.id()
                    + " runs without a module of its own, because its jar has no module-info.class at the top;"
                    + " tools that put libraries into jars may leave it out.");
        }
        toldOfNoModule = loaded.module().isEmpty();
    }

    /** Not before the plugin is there, and not twice. */
    private void tellOfUnusedSettings() throws OperationException {
        List<String> now = host.unused();
        now.stream().filter(line -> !unused.contains(line)).forEach(screen);
        unused = now;
    }

    /** The author may have given it another id. */
    private void removeUnlessItIs(PluginInfo loaded) throws OperationException, InterruptedException {
        if (current.isPresent() && !current.get().id().equals(loaded.id())) {
            host.administration().uninstall(current.get().id());
        }
        current = Optional.of(loaded);
    }

    private String whatGoesOn() {
        return current.map(plugin -> plugin.id() + " keeps running unchanged.")
                .orElse("the next save of a source file builds it again.");
    }
}
