package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether a plugin can be loaded with others, by what the manifests say: its range of the plugin API, and what each needs
 * of the others. Nothing of them is loaded for that. Immutable.
 */
public final class PluginRules {
    private final ApiRange api;

    /** The rules of a host. */
    public PluginRules(ApiRange api) {
        this.api = api;
    }

    /** Refuses a plugin that cannot be loaded with others; one of those with its id does not count. */
    public void require(PluginFile plugin, Collection<PluginFile> others) throws OperationException {
        Optional<String> problem =
                api.mismatch(plugin).or(() -> with(plugin, others).problem(plugin.id()));
        if (problem.isPresent()) {
            throw new OperationException(plugin.label() + " " + problem.get());
        }
    }

    /** Refuses a plugin that cannot be loaded in the place of that with its id, or with which another one could not be. */
    public void requireExchangeable(PluginFile plugin, Collection<PluginFile> now) throws OperationException {
        require(plugin, now);
        PluginDependencies before = new PluginDependencies(now);
        PluginDependencies after = with(plugin, now);
        for (PluginFile other : now) {
            Optional<String> problem = after.problem(other.id());
            if (problem.isPresent() && before.problem(other.id()).isEmpty()) {
                throw new OperationException("The plugin \"" + other.id() + "\" " + problem.get());
            }
        }
    }

    private static PluginDependencies with(PluginFile plugin, Collection<PluginFile> others) {
        List<PluginFile> together = new ArrayList<>(List.of(plugin));
        together.addAll(others); // Of those with one id the first counts.
        return new PluginDependencies(together);
    }

    /** Refuses to take away a plugin that others need. */
    public static void requireUnneeded(String id, List<String> dependents) throws OperationException {
        if (!dependents.isEmpty()) {
            throw new OperationException("The plugin \"" + id + "\" is needed by " + String.join(", ", dependents)
                    + "; disable those first");
        }
    }
}
