package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return plugins.plugins();
    }

    /**
     * Holds what is set for plugins against what their behaviours say can be set.
     *
     * @param behaviours the behaviours that are there, by plugin id
     * @return all that does not fit, with its paths in the file
     */
    public List<ConfigProblem> problemsWith(Map<String, ? extends List<? extends ChatBehaviour>> behaviours) {
        return plugins.problemsWith(behaviours);
    }
}
