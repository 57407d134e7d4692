package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.util.Optional;

/** What a configuration that may be faulty says of accounts, for the checks that it is not the topic of. */
final class Accounts {
    private Accounts() {}

    /** What of it can be used; empty if nothing can. */
    static Optional<HostConfig> of(Source<ConfigReport> config) throws Exception {
        try {
            return config.get().config();
        } catch (UnreadableConfigException e) {
            return Optional.empty();
        }
    }
}
