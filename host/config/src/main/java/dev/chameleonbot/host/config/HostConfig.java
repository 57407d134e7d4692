package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import dev.chameleonbot.host.config.ConfigProblem.Severity;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operator has configured; immutable and complete.
 *
 * @param accounts the accounts in the order of the file, at least one, with different names
 * @param endpoints where Twitch is found
 * @param alerts whom to alert
 * @param plugins what is set for plugins, which the accounts' settings come from
 */
public record HostConfig(
        List<AccountConfig> accounts, TwitchEndpoints endpoints, AlertsConfig alerts, PluginSettings plugins) {
    /** Copies the list. */
    public HostConfig {
        accounts = List.copyOf(accounts);
    }

    /** How many channels there are, each counted once however many accounts listen in it. */
    public int channelCount() {
        return (int)
                accounts.stream().flatMap(a -> a.channels().stream()).distinct().count();
    }

    /** The plugins that there are settings for, sorted. */
    public Set<String> configuredPlugins() {
        Set<String> ids = new TreeSet<>(plugins.ofAll().keySet());
        accounts.forEach(account -> ids.addAll(account.settings().keySet()));
        return ids;
    }

    /**
     * Holds what is set for plugins against what their behaviours say can be set.
     *
     * @param behaviours the behaviours that are there, by plugin id
     * @return all that does not fit, with its paths in the file
     */
    public List<ConfigProblem> problemsWith(Map<String, ? extends List<? extends ChatBehaviour>> behaviours) {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, SettingsSchema> schemas = new LinkedHashMap<>();
        behaviours.forEach((id, ofPlugin) -> {
            try {
                ofPlugin.forEach(behaviour -> schemas.merge(id, behaviour.settings(), SettingsSchema::and));
            } catch (RuntimeException | LinkageError e) { // The plugin's own failure.
                problems.add(new ConfigProblem(
                        "plugins." + id,
                        "cannot be checked, as the plugin does not say what can be set: " + e,
                        Severity.ERROR));
            }
        });
        problems.addAll(plugins.check(accounts, schemas));
        return problems;
    }
}
