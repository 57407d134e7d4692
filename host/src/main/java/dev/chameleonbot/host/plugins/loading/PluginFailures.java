package dev.chameleonbot.host.plugins.loading;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with the plugins of a folder, for those who ask how the host stands. Thread-safe. */
public final class PluginFailures {
    private final Map<String, PluginFailure> byPlugin = new ConcurrentHashMap<>();

    /** Remembers what is wrong with a plugin, or with a file; the latest counts. */
    public void put(String plugin, String reason) {
        byPlugin.merge(
                plugin,
                new PluginFailure(plugin, reason, Instant.now()),
                (before, now) -> before.reason().equals(reason) ? before : now);
    }

    /** The plugin runs, or is not to run. */
    public void clear(String plugin) {
        byPlugin.remove(plugin);
    }

    /** Forgets all but what is wrong with these. */
    public void retain(Collection<String> plugins) {
        byPlugin.keySet().retainAll(plugins);
    }

    /** What is wrong with a plugin or a file; empty if nothing is. */
    public Optional<String> of(String plugin) {
        return Optional.ofNullable(byPlugin.get(plugin)).map(PluginFailure::reason);
    }

    /** All of them, by the names of the plugins. */
    public List<PluginFailure> all() {
        return byPlugin.values().stream()
                .sorted(Comparator.comparing(PluginFailure::plugin))
                .toList();
    }
}
