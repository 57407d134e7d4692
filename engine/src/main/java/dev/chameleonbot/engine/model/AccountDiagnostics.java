package dev.chameleonbot.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an account is busy with at one moment, for people who look for a cause.
 *
 * @param login the account's name
 * @param activity what it has done so far
 * @param queues how much waits for each plugin's behaviours, by plugin id; empty while the account does not run
 * @param budget how many requests Helix allows it before the next reset, where that is known
 * @param helixBreaker whether Helix calls pass: {@code closed} (they do), {@code open} or {@code half-open}
 * @param colorBreaker the same for changes of colour
 * @param statuses how each plugin's behaviours say that they stand, in a few words, by plugin id; empty for those that say
 *     nothing
 * @param metrics what each plugin's sessions have counted and measured of themselves, by name, by plugin id
 * @param plugins how each behaviour fares, in the order of their registration; empty while the account does not run
 */
public record AccountDiagnostics(
        String login,
        Activity activity,
        Map<String, Integer> queues,
        Optional<Integer> budget,
        String helixBreaker,
        String colorBreaker,
        Map<String, String> statuses,
        Map<String, Map<String, Long>> metrics,
        List<PluginHealth> plugins) {
    /** Checks that nothing is missing and copies the collections. */
    public AccountDiagnostics {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(activity, "activity");
        queues = Map.copyOf(queues);
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(helixBreaker, "helixBreaker");
        Objects.requireNonNull(colorBreaker, "colorBreaker");
        statuses = Map.copyOf(statuses);
        metrics = Map.copyOf(metrics);
        plugins = List.copyOf(plugins);
    }
}
