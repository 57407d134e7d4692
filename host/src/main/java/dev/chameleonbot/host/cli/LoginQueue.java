package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.host.text.Counted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows who of a running host's accounts has to log in. On a terminal all are named, and one code is shown at a time, the next
 * when that account is done; elsewhere each has a line with its code. For one thread.
 */
final class LoginQueue {
    /** How many new ones are named each on a line of its own. */
    private static final int NAMED = 10;

    private final Console console;
    private final LoginScreen screen;
    private final boolean terminal;
    private final Set<String> announced = new HashSet<>();
    private Map<String, LoginPrompt> shown = Map.of();

    /**
     * Begins with nothing shown.
     *
     * @param console where to show it
     * @param terminal whether a person looks at it just now
     */
    LoginQueue(Console console, boolean terminal) {
        this.console = console;
        this.screen = new LoginScreen(console, terminal);
        this.terminal = terminal;
    }

    /** Shows what is new. */
    void update(List<AccountStatus> accounts) {
        Map<String, LoginPrompt> waiting = new LinkedHashMap<>();
        accounts.forEach(account -> account.prompt().ifPresent(prompt -> waiting.put(account.login(), prompt)));
        if (terminal) {
            announce(waiting);
            shown = oneOf(waiting);
        } else {
            waiting.forEach(this::showIfNew);
            shown = waiting;
        }
    }

    private void showIfNew(String account, LoginPrompt prompt) {
        if (!prompt.equals(shown.get(account))) {
            screen.show(account, prompt);
        }
    }

    /** Names those that wait now and have not before, where there are several. */
    private void announce(Map<String, LoginPrompt> waiting) {
        List<String> fresh = new ArrayList<>(waiting.keySet());
        fresh.removeAll(announced);
        announced.retainAll(waiting.keySet());
        announced.addAll(fresh);
        if (waiting.size() == 1) {
            return;
        }
        fresh.stream().limit(NAMED).forEach(account -> console.show(account + " needs a login"));
        if (fresh.size() > NAMED) {
            console.show("and " + Counted.of(fresh.size() - NAMED, "other account") + " (chameleon status"
                    + " --in-state NEEDS_LOGIN)");
        }
    }

    /** The one that is shown already as long as it waits, else the first. */
    private Map<String, LoginPrompt> oneOf(Map<String, LoginPrompt> waiting) {
        @Nullable
        String account = shown.keySet().stream()
                .filter(waiting::containsKey)
                .findFirst()
                .orElseGet(() -> waiting.keySet().stream().findFirst().orElse(null));
        if (account == null) {
            return Map.of();
        }
        LoginPrompt prompt = waiting.get(account);
        if (prompt == null) {
            return Map.of();
        }
        if (!prompt.equals(shown.get(account))) {
            screen.show(account, prompt);
            if (waiting.size() > 1) {
                console.show(Counted.of(waiting.size() - 1, "more account") + " after that, one code at a time.");
            }
        }
        return Map.of(account, prompt);
    }
}
