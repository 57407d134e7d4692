package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Details of an account at one moment, for troubleshooting.
 *
 * @param login the account's name
 * @param activity what it has done so far
 * @param queues how many messages and tasks wait for each plugin, by plugin id; empty while the account does not run
 * @param budget how many requests Helix allows before the next reset, if known
 * @param helixBreaker whether Helix calls pass: {@code closed} (they do), {@code open} or {@code half-open}
 * @param colorBreaker the same for colour changes
 * @param tokenExpiry when its access token expires, if known and if it does
 * @param statuses the status text of each plugin's behaviours, by plugin id; without those that have none
 * @param metrics the metrics of each plugin's sessions, by name, by plugin id
 * @param plugins the health of each behaviour, in order of registration; empty while the account does not run
 */
public record AccountDiagnostics(
        String login,
        Activity activity,
        Map<String, Integer> queues,
        Optional<Integer> budget,
        String helixBreaker,
        String colorBreaker,
        Optional<Instant> tokenExpiry,
        Map<String, String> statuses,
        Map<String, Map<String, Long>> metrics,
        List<PluginHealth> plugins) {
    /** Copies the collections. */
    public AccountDiagnostics {
        queues = Map.copyOf(queues);
        statuses = Map.copyOf(statuses);
        metrics = Map.copyOf(metrics);
        plugins = List.copyOf(plugins);
    }

    /** How many messages and tasks wait for all plugins. */
    public int waiting() {
        return queues.values().stream().mapToInt(Integer::intValue).sum();
    }
}
