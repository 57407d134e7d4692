package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.ValidatedToken;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Database;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Kept;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said of an account's tokens. No sentence has a token in it.
 *
 * @param scopes the scopes that the behaviours of each plugin declare, by plugin id
 * @param hostRuns whether a host runs, which cares for the tokens
 * @param clock the wall clock
 */
public record TokenVerdicts(Map<String, Set<String>> scopes, boolean hostRuns, InstantSource clock) {
    /** How long a refresh token of a public application is good for; Twitch's "Refreshing access tokens". */
    private static final Duration LIFE_OF_REFRESH = Duration.ofDays(30);

    public TokenVerdicts {
        scopes = Map.copyOf(scopes);
    }

    private static String login(AccountConfig account) {
        return "Log it in: start the host, then 'chameleon login " + account.login() + "'.";
    }

    /** Of an account that has no token, as far as that can be seen. */
    Finding withoutToken(AccountConfig account, Optional<StateDiagnosis> stored) {
        boolean isUnknown = stored.map(StateDiagnosis::database)
                .map(database -> !(database instanceof Database.Missing)
                        && !(database instanceof Database.Whole whole
                                && whole.fitsKey().orElse(false)
                                && whole.version() == whole.knownVersion()))
                .orElse(false);
        return isUnknown
                ? Finding.skipped("What is stored cannot be read by this program as it is now")
                : Finding.problem("It has no token yet", login(account));
    }

    /** Of a token that Twitch was asked about. */
    Finding of(AccountConfig account, Optional<Kept> kept, ConfiguredTokens tokens, Optional<ValidatedToken> answer) {
        boolean isRefreshable = tokens.refresh().isPresent();
        return answer.map(token -> valid(account, kept, token, isRefreshable))
                .orElseGet(() -> ended(account, kept, isRefreshable))
                .with("refresh_token", isRefreshable);
    }

    private Finding ended(AccountConfig account, Optional<Kept> kept, boolean isRefreshable) {
        Optional<Instant> end = kept.flatMap(Kept::tokens).map(StoredTokens::expiresAt);
        if (!isRefreshable) {
            return Finding.problem("Its access token has ended, and there is no refresh token", login(account));
        }
        if (hostRuns) {
            return Finding.warning(
                    "Its stored access token is not valid at Twitch; the running host renews it if that can be done",
                    "Look at 'chameleon status' in a minute.");
        }
        boolean isOld =
                end.map(at -> clock.instant().isAfter(at.plus(LIFE_OF_REFRESH))).orElse(false);
        return isOld && account.clientSecret().isEmpty()
                ? Finding.warning(
                        "Its access token has ended over 30 days ago, so the refresh token has most likely, too",
                        login(account))
                : Finding.fine("Its access token has ended; the next start renews it");
    }

    private Finding valid(AccountConfig account, Optional<Kept> kept, ValidatedToken token, boolean isRefreshable) {
        Finding finding = named(account, kept, token)
                .or(() -> otherApplication(account, token))
                .orElseGet(() -> {
                    List<String> missing = token.missing();
                    return missing.isEmpty()
                            ? allowed(account, token, isRefreshable)
                            : Finding.problem(
                                    "Its token lacks the scopes " + String.join(" ", missing), login(account));
                });
        finding = finding.with("login", token.login())
                .with("scopes", token.scopes().stream().sorted().toList());
        return token.expiresAt().isPresent()
                ? finding.with("expires_at", token.expiresAt().get().toString())
                : finding;
    }

    private static Optional<Finding> named(AccountConfig account, Optional<Kept> kept, ValidatedToken token) {
        if (token.login().equals(account.login())) {
            return Optional.empty();
        }
        boolean isSameUser = kept.flatMap(Kept::tokens)
                .flatMap(StoredTokens::owner)
                .map(Owner::id)
                .filter(token.userId()::equals)
                .isPresent();
        return Optional.of(
                isSameUser
                        ? Finding.problem(
                                "The account is now called '" + token.login() + "' at Twitch",
                                "Write '" + token.login() + "' for its username; what is stored of it is kept.")
                        : Finding.problem(
                                "Its token is of the account '" + token.login() + "'",
                                "Correct its username, or log in as '" + account.login() + "'."));
    }

    private static Optional<Finding> otherApplication(AccountConfig account, ValidatedToken token) {
        return account.clientId()
                .filter(id -> !id.equals(token.clientId()))
                .map(id -> Finding.problem(
                        "Its token is of another application than its client_id names",
                        "Correct its client_id, or log it in again."));
    }

    private Finding allowed(AccountConfig account, ValidatedToken token, boolean isRefreshable) {
        String until = token.expiresAt()
                .map(end -> "Its token is valid for " + time(Duration.between(clock.instant(), end)))
                .orElse("Its token is valid without an end");
        Optional<Map.Entry<String, Set<String>>> lacking = scopes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(plugin -> !token.missing(plugin.getValue()).isEmpty())
                .findFirst();
        if (lacking.isPresent()) {
            String plugin = lacking.get().getKey();
            return Finding.warning(
                    until + ", but lacks "
                            + String.join(" ", token.missing(lacking.get().getValue())) + ", which the plugin \""
                            + plugin + "\" needs",
                    "To use that plugin, log the account in again: 'chameleon login " + account.login() + "'.");
        }
        return isRefreshable || token.expiresAt().isEmpty()
                ? Finding.fine(until)
                : Finding.warning(until + ", and cannot be renewed, because there is no refresh token", login(account));
    }

    private static String time(Duration left) {
        return left.toHours() > 0 ? left.toHours() + " h " + left.toMinutesPart() + " min" : left.toMinutes() + " min";
    }
}
