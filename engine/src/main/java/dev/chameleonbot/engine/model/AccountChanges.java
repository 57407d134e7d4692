package dev.chameleonbot.engine.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The differences between two sets of accounts, by login.
 *
 * @param added the accounts that are new
 * @param removed the accounts that are gone
 * @param restarted the accounts that must restart, because their tokens, settings or the like differ
 * @param rejoined the accounts that keep running, because only their channels differ
 */
public record AccountChanges(List<String> added, List<String> removed, List<String> restarted, Set<String> rejoined) {
    /** Copies the collections. */
    public AccountChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        restarted = List.copyOf(restarted);
        rejoined = Set.copyOf(rejoined);
    }

    /** The changes from one configuration of all accounts to another. */
    public static AccountChanges between(List<AccountConfig> before, List<AccountConfig> after) {
        Map<String, AccountConfig> earlier = new HashMap<>();
        before.forEach(account -> earlier.put(account.login(), account));
        List<String> added = new ArrayList<>();
        List<String> restarted = new ArrayList<>();
        Set<String> rejoined = new HashSet<>();
        for (AccountConfig account : after) {
            AccountConfig was = earlier.remove(account.login());
            if (was == null) {
                added.add(account.login());
            } else if (!was.listeningLike(account).equals(account)) {
                restarted.add(account.login());
            } else if (!was.equals(account)) {
                rejoined.add(account.login());
            }
        }
        List<String> removed = before.stream()
                .map(AccountConfig::login)
                .filter(earlier::containsKey)
                .toList();
        return new AccountChanges(added, removed, restarted, rejoined);
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && restarted.isEmpty() && rejoined.isEmpty();
    }
}
