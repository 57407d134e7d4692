package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.Compensations;
import dev.chameleonbot.host.plugins.files.FileChange;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * Runs a plugin in the place of the one with its id, with what depends on it loaded again; or ends it, if none depends
     * on it.
     *
     * @param next the copy of its jar; empty to end it
     * @throws OperationException if the new one cannot be used; the message also says so if the old one cannot, either
     */
    void run(String id, Optional<PluginFile> next, FileChange files) throws OperationException, InterruptedException {
        Compensations undo = new Compensations();
        try {
            if (next.isPresent()) {
                load(next.get(), undo);
            } else if (plugins.jars().containsKey(id)) {
                end(id, undo);
            }
            files.commit(undo);
        } catch (OperationException e) {
            String problems = undo.run();
            throw problems.isEmpty() ? e : new OperationException(e.getMessage() + problems, e);
        } catch (InterruptedException | RuntimeException | Error e) {
            var unused = undo.run(); // Logged.
            throw e;
        }
        if (next.isEmpty()) {
            plugins.failures().clear(id);
        }
    }

    private void load(PluginFile next, Compensations undo) throws OperationException, InterruptedException {
        List<String> family = plugins.familyOf(next.id());
        Map<String, PluginFile> before = loaded(family);
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
    }

    private void end(String id, Compensations undo) throws InterruptedException {
        Map<String, PluginFile> before = loaded(List.of(id));
        undo.add(problems -> goOn(id, problems));
        stage.undeploy(id);
        undo.add(problems -> putBack(before, problems));
        plugins.unload(List.of(id));
    }

    private Map<String, PluginFile> loaded(List<String> ids) {
        Map<String, PluginFile> jars = plugins.jars();
        jars.keySet().retainAll(ids);
        return jars;
    }

    /** Loads again what was loaded before. */
    private void putBack(Map<String, PluginFile> before, List<String> problems) throws InterruptedException {
        plugins.loadWhatCan(before.values()).forEach((id, problem) -> {
            String words = "the previous version no longer starts: " + problem;
            plugins.failures().put(id, problem);
            log.error("The plugin \"{}\" no longer runs, because {}", id, words);
            problems.add(words);
        });
    }

    /** Lets the sessions of a plugin go on if it is loaded, and ends them permanently if it is not. */
    private void goOn(String id, List<String> problems) throws InterruptedException {
        if (plugins.jars().containsKey(id)) {
            try {
                stage.deploy(id, plugins.behaviours(id));
                return;
            } catch (OperationException | RuntimeException | Error e) {
                String reason = "The plugin \"" + id + "\" cannot continue as before: " + Reasons.of(e);
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
