package dev.chameleonbot.host.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loaded plugins together with the sessions that work with them: both are exchanged, or neither. For one thread at a
 * time.
 */
final class StagedPlugins {
    private static final Logger log = LoggerFactory.getLogger(StagedPlugins.class);

    private final PluginHost plugins;
    private final PluginAdministration.Stage stage;

    StagedPlugins(PluginHost plugins, PluginAdministration.Stage stage) {
        this.plugins = plugins;
        this.stage = stage;
    }

    /**
     * Lets messages wait, exchanges the classes, and goes on with the new ones, or with the old ones.
     *
     * @throws PluginLoadException if the new ones cannot be used; the message also says so if the old ones cannot, either
     */
    void exchange(PluginJar jar) throws PluginLoadException, InterruptedException {
        List<String> family = plugins.familyOf(jar.id());
        Optional<PluginJar> before = Optional.ofNullable(plugins.jars().get(jar.id()));
        try {
            suspend(family);
            for (String id : plugins.exchange(jar)) {
                stage.deploy(id, plugins.behaviours(id));
            }
        } catch (PluginLoadException e) {
            String problems = goOn(jar, before, family);
            throw problems.isEmpty() ? e : new PluginLoadException(e.getMessage() + problems, e);
        } catch (InterruptedException | RuntimeException | Error e) {
            goOn(jar, before, family);
            throw e;
        }
    }

    /** Loads a plugin from its file, if that may be loaded. */
    void load(FoundPlugin found, PluginFiles files) throws PluginLoadException, InterruptedException {
        PluginJar taken = plugins.take(found.file());
        files.requirePinned(found, taken.sha256());
        exchange(taken);
    }

    private void suspend(List<String> family) throws InterruptedException {
        for (String id : family.reversed()) {
            stage.suspend(id);
        }
    }

    private String goOn(PluginJar failed, Optional<PluginJar> before, List<String> family) throws InterruptedException {
        String problems = "";
        if (failed.equals(plugins.jars().get(failed.id()))) { // It was loaded, but does not work for some account.
            problems = plugins.goBack(failed.id(), before);
        }
        return problems + deployAgain(family);
    }

    /**
     * Takes an exchange back that has succeeded.
     *
     * @param id the plugin
     * @param before what was loaded before; nothing if it is to be ended
     * @return what is wrong with what cannot go on, to be added to a sentence
     */
    String takeBack(String id, Optional<PluginJar> before) throws InterruptedException {
        List<String> family = plugins.familyOf(id);
        suspend(family);
        return plugins.goBack(id, before) + deployAgain(family);
    }

    /** Lets the sessions of those that are loaded go on, and ends those of the others for good. */
    private String deployAgain(List<String> family) throws InterruptedException {
        StringBuilder problems = new StringBuilder();
        List<String> lost = new ArrayList<>(family);
        for (String id : family) {
            if (!plugins.jars().containsKey(id)) {
                continue;
            }
            try {
                stage.deploy(id, plugins.behaviours(id));
                lost.remove(id);
            } catch (PluginLoadException | RuntimeException | Error e) {
                String reason = "The plugin \"" + id + "\" cannot go on as it was before: " + Reasons.of(e);
                log.error("{}; it is ended", reason, e);
                plugins.drop(id, reason);
                problems.append("; and ").append(reason);
            }
        }
        for (String id : lost) {
            stage.undeploy(id);
        }
        return problems.toString();
    }

    /** Ends a plugin on which no other depends; does nothing if it is not loaded. */
    void end(String id) throws PluginLoadException, InterruptedException {
        Map<String, PluginJar> loaded = plugins.jars();
        if (loaded.containsKey(id)) {
            plugins.requireUnneeded(id);
            stage.undeploy(id);
            plugins.remove(id);
        }
    }
}
