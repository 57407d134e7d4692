package dev.chameleonbot.host.alerts;

import dev.chameleonbot.host.text.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is sent: the alerts of one kind, and of one plugin where they are about plugins, folded into one.
 *
 * @param headline what has happened, and to whom
 * @param plugin the plugin that it is about, or empty
 * @param reason why, or empty; of the first of them where they differ
 * @param advice what to do, or empty; of the first few of them where they differ, such as where each has to log in
 */
record AlertMessage(
        AlertKind kind,
        Instant at,
        String headline,
        List<String> accounts,
        String plugin,
        String reason,
        String advice) {
    private static final int NAMES_IN_FULL = 4;
    private static final int NAMES_OF_MANY = 3;
    private static final String AND_OTHERS = " (and others; the log has all)";

    AlertMessage {
        accounts = List.copyOf(accounts);
    }

    /** Folds alerts, keeping their order. */
    static List<AlertMessage> fold(List<Alert> alerts) {
        Map<List<Object>, List<Alert>> alike = new LinkedHashMap<>();
        alerts.forEach(alert -> alike.computeIfAbsent(List.of(alert.kind(), alert.plugin()), key -> new ArrayList<>())
                .add(alert));
        return alike.values().stream().map(AlertMessage::of).toList();
    }

    private static AlertMessage of(List<Alert> alike) {
        Alert first = alike.getFirst();
        List<String> accounts = alike.stream()
                .map(Alert::account)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        long count = alike.stream().mapToLong(Alert::count).sum();
        return new AlertMessage(
                first.kind(),
                first.at(),
                headline(first, accounts, count),
                accounts,
                first.plugin(),
                first.reason() + (alike.stream().map(Alert::reason).distinct().count() > 1 ? AND_OTHERS : ""),
                advice(alike));
    }

    private static String advice(List<Alert> alike) {
        List<String> different = alike.stream().map(Alert::advice).distinct().toList();
        return different.stream().limit(NAMES_IN_FULL).collect(Collectors.joining(" "))
                + (different.size() > NAMES_IN_FULL ? AND_OTHERS : "");
    }

    private static String headline(Alert first, List<String> accounts, long count) {
        boolean one = accounts.size() == 1;
        String who = one ? accounts.getFirst() : Counted.of(accounts.size(), "account");
        String names = accounts.size() > 1 ? ": " + names(accounts) : "";
        return switch (first.kind()) {
            case STATE_TROUBLE -> "The state cannot be stored";
            case STATE_RECOVERED -> "The state is stored again";
            case FAILED -> who + (one ? " has" : " have") + " failed" + names;
            case NEEDS_LOGIN -> who + (one ? " needs" : " need") + " a login" + names;
            case PARKED -> who + (one ? " is" : " are") + " parked" + names;
            case NEEDS_ATTENTION -> who + (one ? " needs" : " need") + " attention" + names;
            case RECOVERED -> who + (one ? " has" : " have") + " recovered" + names;
            case MESSAGES_DROPPED ->
                "'" + first.plugin() + "' is too slow: " + Counted.of(count, "own message") + " of " + who + " dropped"
                        + names;
            case PLUGIN_QUARANTINED -> "'" + first.plugin() + "' is quarantined for " + who + names;
            case PLUGIN_FAILED ->
                "'" + first.plugin() + "' failed " + Counted.of(count, "time") + " for " + who + names;
        };
    }

    private static String names(List<String> accounts) {
        if (accounts.size() <= NAMES_IN_FULL) {
            return String.join(", ", accounts);
        }
        return accounts.stream().limit(NAMES_OF_MANY).collect(Collectors.joining(", ")) + ", ... and "
                + (accounts.size() - NAMES_OF_MANY) + " more";
    }
}
