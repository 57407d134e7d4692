package dev.chameleonbot.engine;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How an account stands at one moment: an immutable snapshot, never a mix of two moments.
 *
 * @param login the account's name
 * @param state where it stands
 * @param since since when it stands there
 * @param channelsWanted how many channels it is to listen in
 * @param channelsHeard how many of them it is subscribed to
 * @param lastError the last thing that went wrong, in one sentence without secrets; kept after recovery
 * @param advice what the operator can do, where something can be done
 * @param loginProgress how its last login with a code stands
 * @param prompt how to log the account in, while it waits for that
 * @param faults how often a fault of the program has ended it since the start
 */
public record AccountStatus(
        String login,
        AccountState state,
        Instant since,
        int channelsWanted,
        int channelsHeard,
        Optional<String> lastError,
        Optional<String> advice,
        LoginProgress loginProgress,
        Optional<LoginPrompt> prompt,
        int faults) {
    /** Checks that nothing is missing. */
    public AccountStatus {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(lastError, "lastError");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(loginProgress, "loginProgress");
        Objects.requireNonNull(prompt, "prompt");
    }
}
