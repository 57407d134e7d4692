package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.plugins.files.Compensations;
import dev.chameleonbot.host.plugins.files.FileChange;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginLoadException;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second phase of an operation: exchanges the sessions, the classes and the files of a plugin that was validated. All of
 * them are exchanged, or none: each step adds what takes it back to one list, and the list is run if a step fails. Messages
 * wait meanwhile. For one thread at a time.
 */
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final PluginHost plugins;
    private final RunningPlugins.Stage stage;

    Exchange(PluginHost plugins, RunningPlugins.Stage stage) {
        this.plugins = plugins;
        this.stage = stage;
    }

    /**
     * Runs a plugin in the place of the one with its id, and loads anew what depends on it.
     *
     * @param next the copy of its jar
     * @param files changes with it
     * @throws PluginLoadException if the new one cannot be used; the message also says so if the old one cannot, either
     */
    void load(PluginFile next, FileChange files) throws PluginLoadException, InterruptedException {
        wholly(undo -> {
            List<String> family = plugins.familyOf(next.id());
            Map<String, PluginFile> before = plugins.jars();
            before.keySet().retainAll(family);
            Map<String, PluginFile> after = new LinkedHashMap<>(before);
            after.put(next.id(), next);
            for (String id : family.reversed()) {
                undo.add(problems -> goOn(id, problems));
                stage.suspend(id);
            }
            undo.add(problems -> putBack(before, problems));
            plugins.unload(family);
            undo.add(problems -> plugins.unload(family));
            List<String> started = plugins.load(after.values());
            for (String id : started) {
                stage.check(id, plugins.settings(id).orElseThrow());
            }
            for (String id : started) {
                undo.add(problems -> stage.suspend(id));
                stage.deploy(id, plugins.behaviours(id));
            }
            files.commit(undo);
        });
    }

    /**
     * Ends a plugin on which no other depends; one that is not loaded is ended already.
     *
     * @param files changes with it
     */
    void end(String id, FileChange files) throws PluginLoadException, InterruptedException {
        wholly(undo -> {
            Map<String, PluginFile> before = plugins.jars();
            before.keySet().retainAll(List.of(id));
            if (!before.isEmpty()) {
                undo.add(problems -> goOn(id, problems));
                stage.undeploy(id);
                undo.add(problems -> putBack(before, problems));
                plugins.unload(List.of(id));
            }
            files.commit(undo);
        });
        plugins.failures().clear(id);
    }

    @FunctionalInterface
    private interface Steps {
        void run(Compensations undo) throws PluginLoadException, InterruptedException;
    }

    private static void wholly(Steps steps) throws PluginLoadException, InterruptedException {
        Compensations undo = new Compensations();
        try {
            steps.run(undo);
        } catch (PluginLoadException e) {
            String problems = undo.run();
            throw problems.isEmpty() ? e : new PluginLoadException(e.getMessage() + problems, e);
        } catch (InterruptedException | RuntimeException | Error e) {
            var unused = undo.run(); // Logged.
            throw e;
        }
    }

    /** Loads again what was loaded before. */
    private void putBack(Map<String, PluginFile> before, List<String> problems) throws InterruptedException {
        plugins.loadWhatCan(before.values()).forEach((id, problem) -> {
            String words = "what was loaded before does not start any more: " + problem;
            plugins.failures().put(id, problem);
            log.error("The plugin \"{}\" does not run any more, as {}", id, words);
            problems.add(words);
        });
    }

    /** Lets the sessions of a plugin go on if it is loaded, and ends them for good if it is not. */
    private void goOn(String id, List<String> problems) throws InterruptedException {
        if (plugins.jars().containsKey(id)) {
            try {
                stage.deploy(id, plugins.behaviours(id));
                return;
            } catch (PluginLoadException | RuntimeException | Error e) {
                String reason = "The plugin \"" + id + "\" cannot go on as it was before: " + Reasons.of(e);
                log.error("{}; it is ended", reason, e);
                List<String> family = plugins.familyOf(id);
                plugins.unload(family);
                family.forEach(one -> plugins.failures().put(one, reason));
                problems.add(reason);
            }
        }
        stage.undeploy(id);
    }
}
