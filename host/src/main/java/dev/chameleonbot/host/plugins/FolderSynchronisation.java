package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.PluginDescriptor;
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
    private final StagedPlugins staged;
    /**
     * What was tried in vain, as the hashes of the contents by plugin id: it is not tried again until it changes. A plugin
     * that never comes back would cost its time with every change of any file.
     */
    private final Map<String, String> triedInVain = new HashMap<>();

    FolderSynchronisation(PluginFolder folder, PluginHost plugins, StagedPlugins staged) {
        this.folder = folder;
        this.plugins = plugins;
        this.staged = staged;
    }

    void run() throws PluginLoadException, InterruptedException {
        FolderContent content = folder.content();
        Set<String> disabled = content.disabled();
        forgetFailuresOfOthersThan(content, disabled);
        content.broken().forEach((file, problem) -> failed(name(file), problem));
        for (String gone : loadedBut(toBeLeftRunning(content))) {
            attempt(gone, () -> {
                staged.end(gone);
                log.info("The plugin \"{}\" is gone from the folder and ended", gone);
            });
        }
        Collection<FoundPlugin> wanted = new ArrayList<>(content.plugins().values());
        wanted.removeIf(found -> disabled.contains(found.id()));
        for (FoundPlugin found : inOrder(wanted)) {
            if (isToBeTried(found)) {
                attempt(found.id(), () -> load(found));
            }
        }
        plugins.removeUnused();
    }

    private void forgetFailuresOfOthersThan(FolderContent content, Set<String> disabled) {
        List<String> shown = new ArrayList<>(content.plugins().keySet());
        shown.removeAll(disabled);
        content.broken().keySet().forEach(file -> shown.add(name(file)));
        plugins.failed().retain(shown);
    }

    /** Where one is gone that hid one of the program, that one may be off. */
    private static Set<String> toBeLeftRunning(FolderContent content) {
        Set<String> disabled = content.disabled();
        Set<String> there = new HashSet<>();
        content.plugins().forEach((id, found) -> {
            if (!found.isBundled() || !disabled.contains(id)) {
                there.add(id);
            }
        });
        return there;
    }

    /** The last started first, as others may depend on those before. */
    private List<String> loadedBut(Set<String> there) {
        List<String> gone = new ArrayList<>(plugins.jars().keySet());
        gone.removeAll(there);
        gone.sort(Comparator.comparingInt(id -> plugins.familyOf(id).size()));
        return gone;
    }

    /** Each after those that it needs. */
    private static List<FoundPlugin> inOrder(Collection<FoundPlugin> wanted) throws PluginLoadException {
        List<PluginDescriptor> descriptors = new ArrayList<>();
        for (FoundPlugin found : wanted) {
            descriptors.add(PluginDependencies.descriptor(found.file()));
        }
        List<String> order = PluginDependencies.of(descriptors).inOrder();
        return wanted.stream()
                .sorted(Comparator.comparingInt(found -> order.indexOf(found.id())))
                .toList();
    }

    private boolean isToBeTried(FoundPlugin found) {
        String id = found.id();
        String sha256 = found.plugin().sha256();
        PluginJar loaded = plugins.jars().get(id);
        return (loaded == null || !loaded.sha256().equals(sha256)) && !sha256.equals(triedInVain.get(id));
    }

    private void load(FoundPlugin found) throws PluginLoadException, InterruptedException {
        String id = found.id();
        requireDependencies(found); // Another file may cure that, so it is tried again with the next change.
        triedInVain.put(id, found.plugin().sha256());
        staged.load(found, folder.files());
        triedInVain.remove(id);
        log.info("The plugin \"{}\" {} is loaded", id, found.plugin().version());
    }

    private void requireDependencies(FoundPlugin found) throws PluginLoadException {
        List<PluginDescriptor> together = new ArrayList<>();
        together.add(PluginDependencies.descriptor(found.file()));
        for (PluginJar jar : plugins.jars().values()) {
            together.add(PluginDependencies.descriptor(jar.copy()));
        }
        Optional<String> problem = PluginDependencies.of(together).problem(found.id());
        if (problem.isPresent()) {
            throw new PluginLoadException(
                    "The plugin \"" + found.id() + "\" (" + name(found.file()) + ") " + problem.get());
        }
    }

    private void attempt(String id, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (PluginLoadException | RuntimeException | Error e) {
            failed(id, e instanceof PluginLoadException known ? known.getMessage() : Reasons.of(e));
        }
    }

    private void failed(String plugin, String problem) {
        if (!plugins.failed().of(plugin).equals(Optional.of(problem))) {
            log.error("\"{}\" stays as it was: {}", plugin, problem);
        }
        plugins.failed().put(plugin, problem);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws PluginLoadException, InterruptedException;
    }
}
