package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import java.util.List;

/**
 * What the operator wants run; immutable.
 *
 * @param accounts the accounts in the order of the file
 * @param endpoints where Twitch is found
 */
public record HostConfig(List<AccountConfig> accounts, TwitchEndpoints endpoints) {
    /** Copies the list. */
    public HostConfig {
        accounts = List.copyOf(accounts);
    }
}
