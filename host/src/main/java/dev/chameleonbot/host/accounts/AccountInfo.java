package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.model.AccountStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as an operator sees it.
 *
 * @param origin where it stands, such as {@code accounts/alice.json} or {@code config.json users[2]}
 * @param isOwnFile whether it has a file of its own, which commands may change
 * @param channels where it listens: names, and {@code @followed} where all count that it follows
 * @param disabledSince since when it is disabled; empty if it is enabled, or that is not known here
 * @param status how it stands, where a host runs it
 * @param problem what is wrong with its configuration, if it is left out
 */
public record AccountInfo(
        String login,
        String origin,
        boolean isOwnFile,
        List<String> channels,
        Optional<Instant> disabledSince,
        Optional<AccountStatus> status,
        Optional<String> problem) {
    public AccountInfo {
        channels = List.copyOf(channels);
    }
}
