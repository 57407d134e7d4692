package dev.chameleonbot.host.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An account of the file that is not used as it stands there.
 *
 * @param path where it stands, such as {@code users[1]} or {@code accounts/bob.json}
 * @param login its name, if that can be known and is no other account's
 * @param problems what is wrong with it, at least one
 */
public record LeftOutAccount(String path, Optional<String> login, List<ConfigProblem> problems) {
    /** Checks that there is a reason. */
    public LeftOutAccount {
        problems = List.copyOf(problems);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException(path + " is left out for no reason");
        }
    }

    /** What to call it: its name, or else where it stands. */
    public String name() {
        return login.orElse(path);
    }

    /** Where it is configured. */
    public AccountOrigin origin() {
        return new AccountOrigin(path);
    }

    /** What is wrong with it, in one line. */
    public String reason() {
        return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("; "));
    }

    /** The first of what is wrong with it, and how much more there is. */
    public String summary() {
        ConfigProblem first = problems.getFirst();
        int more = problems.size() - 1;
        return more == 0 ? first.toString() : first + " (and " + more + " more; 'chameleon check-config' shows all)";
    }

    /** Where to correct it: at its only problem, or else as a whole; empty for the file. */
    public String place() {
        return problems.size() == 1 ? problems.getFirst().path() : path;
    }

    /** The same of an account whose name is known from elsewhere. */
    LeftOutAccount named(String known) {
        return new LeftOutAccount(path, Optional.of(known), problems);
    }
}
