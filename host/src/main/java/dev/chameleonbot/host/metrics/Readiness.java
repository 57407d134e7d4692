package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.plugins.loading.PluginFailure;
import dev.chameleonbot.host.runtime.BotHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a host does what it is there for.
 *
 * @param reasons why not, a sentence each, without secrets; empty where it is ready
 */
public record Readiness(List<String> reasons) {
    public Readiness {
        reasons = List.copyOf(reasons);
    }

    /** Whether the host is ready. */
    public boolean isReady() {
        return reasons.isEmpty();
    }

    /**
     * Looks at a host: its state has to be stored, the plugins that should run have to, and so many of the accounts have to
     * be live. Accounts that are disabled do not count, those that wait for a login do; a host without accounts is ready.
     *
     * @param liveShare which share of the enabled accounts has to be live, from 0 to 1
     * @return whether it is ready, and why not
     */
    public static Readiness of(BotHost host, double liveShare) {
        return of(host.engine().storeWorks(), host.pluginFailures(), host.accounts(), liveShare);
    }

    static Readiness of(
            boolean storeWorks, List<PluginFailure> failures, List<AccountStatus> accounts, double liveShare) {
        List<String> reasons = new ArrayList<>();
        if (!storeWorks) {
            reasons.add("The state is not stored; the log says why");
        }
        failures.forEach(failure -> reasons.add(
                "The plugin '" + failure.plugin() + "' should run and does not; 'chameleon status' says why"));
        long enabled = accounts.stream()
                .filter(account -> account.state() != AccountState.STOPPED)
                .count();
        long live = accounts.stream()
                .filter(account -> account.state() == AccountState.LIVE)
                .count();
        if (live < liveShare * enabled) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%d of %d enabled accounts are live; %.0f %% are required",
                    live,
                    enabled,
                    liveShare * 100));
        }
        return new Readiness(reasons);
    }
}
