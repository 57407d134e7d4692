package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.FileChange;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PluginDependencies;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginFolder;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is in the plugins folder as it is: loads what is new or has another content, ends what is gone. What cannot be
 * used is logged once and changes nothing. For one thread at a time.
 */
final class FolderSynchronisation {
    private static final Logger log = LoggerFactory.getLogger(FolderSynchronisation.class);

    private final PluginFolder folder;
    private final PluginHost plugins;
    private final Exchange exchange;
    /**
     * The hashes of contents that could not be used, by plugin id: they are not tried again until they change. A plugin that
     * never comes back would cost its time with every change of any file.
     */
    private final Map<String, String> unusable = new HashMap<>();

    FolderSynchronisation(PluginFolder folder, PluginHost plugins, Exchange exchange) {
        this.folder = folder;
        this.plugins = plugins;
        this.exchange = exchange;
    }

    void run() throws OperationException, InterruptedException {
        FolderContent there = folder.read();
        Set<String> disabled = there.disabled();
        List<PluginFile> wanted = new ArrayList<>(there.plugins().values());
        wanted.removeIf(found -> disabled.contains(found.id()));
        forgetFailuresOfOthersThan(wanted, there);
        there.broken().forEach((file, problem) -> failed(file.getFileName().toString(), problem));
        for (String gone : gone(there, disabled)) {
            attempt(gone, () -> {
                plugins.requireUnneeded(gone);
                exchange.run(gone, Optional.empty(), FileChange.none());
                log.info("The plugin \"{}\" is gone from the folder and ended", gone);
            });
        }
        List<String> order = new PluginDependencies(wanted).inOrder();
        wanted.sort(Comparator.comparingInt(found -> order.indexOf(found.id())));
        for (PluginFile found : wanted) {
            attempt(found.id(), () -> loadIfChanged(found));
        }
        plugins.removeUnused();
    }

    private void forgetFailuresOfOthersThan(List<PluginFile> wanted, FolderContent there) {
        List<String> shown = new ArrayList<>();
        wanted.forEach(found -> shown.add(found.id()));
        there.broken().keySet().forEach(file -> shown.add(file.getFileName().toString()));
        plugins.failures().retain(shown);
    }

    /** The last started first, as others may depend on those before. Where one is gone that hid one that is off, too. */
    private List<String> gone(FolderContent there, Set<String> disabled) {
        List<String> gone = new ArrayList<>(plugins.jars().keySet());
        gone.removeIf(id -> {
            PluginFile found = there.plugins().get(id);
            return found != null && !(found.isBundled() && disabled.contains(id));
        });
        gone.sort(Comparator.comparingInt(id -> plugins.familyOf(id).size()));
        return gone;
    }

    private void loadIfChanged(PluginFile found) throws OperationException, InterruptedException {
        String id = found.id();
        String sha256 = found.sha256();
        PluginFile loaded = plugins.jars().get(id);
        if ((loaded != null && loaded.sha256().equals(sha256)) || sha256.equals(unusable.get(id))) {
            return;
        }
        // Another file may cure what this refuses, so it is tried again with the next change.
        plugins.rules().requireExchangeable(found, plugins.jars().values());
        unusable.put(id, sha256);
        exchange.run(id, Optional.of(plugins.copies().take(found)), FileChange.none());
        unusable.remove(id);
        log.info("The plugin \"{}\" {} is loaded", id, found.version());
    }

    private void attempt(String id, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (OperationException | RuntimeException | Error e) {
            failed(id, e instanceof OperationException known ? known.getMessage() : Reasons.of(e));
        }
    }

    private void failed(String plugin, String problem) {
        if (!plugins.failures().of(plugin).equals(Optional.of(problem))) {
            log.error("\"{}\" stays as it was: {}", plugin, problem);
        }
        plugins.failures().put(plugin, problem);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws OperationException, InterruptedException;
    }
}
