package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.dispatch.BehaviourRegistry;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows in an account's status what is to be said of its token, whether the account runs or not: which OAuth scopes it lacks
 * that are needed besides those that every account needs, and that the account is called otherwise at Twitch.
 *
 * <p>Concurrency: the account's serial executor calls all methods but {@link #toAskFor}, which any thread may call. Nothing is
 * checked before a token is proved, and its proof reads the account's page: so nothing here waits for the disk.
 */
final class TokenReport {
    /** What stands among an account's channels for those that it follows; no plugin's id begins so. */
    private static final String FOLLOWED = "@followed";

    private final String login;
    private final BehaviourRegistry behaviours;
    private final StatusTracker status;
    /** What the token that was proved last allows; empty before. */
    private Set<String> granted = Set.of();
    /** Whether the account listens in the channels that it follows. */
    private volatile boolean readsFollows;

    TokenReport(String login, BehaviourRegistry behaviours, StatusTracker status) {
        this.login = login;
        this.behaviours = behaviours;
        this.status = status;
    }

    /** What a login asks for. */
    Set<String> toAskFor() {
        return needs().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** By the plugin that needs them, or by what stands among the channels. */
    private Map<String, Set<String>> needs() {
        Map<String, Set<String>> needs = new TreeMap<>(behaviours.scopes(login));
        if (readsFollows) {
            needs.put(FOLLOWED, Set.of(Scopes.READ_FOLLOWS));
        }
        return needs;
    }

    void readFollows(boolean reads) {
        readsFollows = reads;
        check();
    }

    /** A token is proved. */
    void granted(String nameAtTwitch, Set<String> allowed) {
        if (nameAtTwitch.equals(login)) {
            status.over(Kind.NAME);
        } else {
            status.warn(
                    Kind.NAME,
                    "",
                    "The account is now called '" + nameAtTwitch + "' at Twitch; it continues under its id",
                    "Put the new name into the configuration, as the account's username: what is stored of '" + login
                            + "' is found under it.");
        }
        granted = allowed;
        check();
    }

    /** Compares what is needed with what the token allows. */
    void check() {
        if (granted.isEmpty()) {
            return;
        }
        Map<String, String> missing = missing();
        missing.forEach((need, scopes) -> status.warn(
                Kind.SCOPES,
                need,
                "The token does not allow what " + described(need) + " needs: it lacks " + scopes,
                "Log the account in again with 'chameleon login " + login + "': the login asks for " + scopes + "."));
        status.status().troubles().stream()
                .filter(one -> one.kind() == Kind.SCOPES)
                .map(Trouble::subject)
                .filter(need -> !missing.containsKey(need))
                .forEach(need -> status.over(Kind.SCOPES, need));
    }

    private static String described(String need) {
        return need.equals(FOLLOWED) ? "'" + FOLLOWED + "' among its channels" : "the plugin '" + need + "'";
    }

    private Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        needs().forEach((need, scopes) -> {
            List<String> lacking =
                    scopes.stream().filter(scope -> !granted.contains(scope)).toList();
            if (!lacking.isEmpty()) {
                missing.put(need, String.join(" and ", lacking));
            }
        });
        return missing;
    }
}
