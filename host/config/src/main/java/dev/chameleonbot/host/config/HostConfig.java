package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import java.util.List;
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
}
