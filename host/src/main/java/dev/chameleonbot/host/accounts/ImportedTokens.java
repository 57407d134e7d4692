package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.ValidatedToken;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.host.accounts.ImportedAccount.Tokens;
import dev.chameleonbot.host.config.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Judges the tokens of the original's accounts. Twitch is asked whose they are, some accounts at a time; nothing is
 * refreshed. Where Twitch does not answer, they are taken as they are.
 */
final class ImportedTokens {
    private static final int AT_ONCE = 8;
    /** So many that nobody has answered for tell that nobody will. */
    private static final int ENOUGH = 2;
    /** Of a token without an end. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final @Nullable TokenLookup twitch;
    private final Instant now;
    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * What is to become of an account's tokens.
     *
     * @param kind what of them is kept, if anything
     * @param message that, in a sentence without its point
     * @param proved the account as Twitch knows it, to be kept
     * @param expiresAt when the access token ends, where it is kept unproved
     * @param clientId of which application they are, where Twitch has told
     */
    record Judgement(
            Tokens kind,
            String message,
            Optional<AuthorizedAccount> proved,
            Instant expiresAt,
            Optional<String> clientId) {}

    ImportedTokens(@Nullable TokenLookup twitch, Instant now) {
        this.twitch = twitch;
        this.now = now;
    }

    /** Judges those of all accounts, in their order. */
    List<Judgement> judge(List<Candidate> candidates) throws InterruptedException {
        List<Callable<Judgement>> works = new ArrayList<>();
        candidates.forEach(candidate -> works.add(() -> judge(candidate)));
        ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE,
                Thread.ofPlatform().daemon().name("chameleon-import-", 0).factory());
        try {
            List<Judgement> all = new ArrayList<>();
            for (var future : threads.invokeAll(works)) {
                all.add(future.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A token could not be judged", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * An account of the original's that can be taken.
     *
     * @param place where it stands in the original's file
     */
    record Candidate(String place, AccountConfig account, ObjectNode block) {
        /** When its access token ends, by the original's word. */
        Optional<Instant> expiry() {
            JsonNode written = block.path("token_expiry");
            return TokenExpiry.of(written.isNumber() ? String.valueOf(written.asLong()) : written.asText(""));
        }
    }

    private Judgement judge(Candidate candidate) {
        AccountConfig account = candidate.account();
        @Nullable ConfiguredTokens tokens = account.tokens().orElse(null);
        if (tokens == null) {
            return unusable(Tokens.NONE, "It has none; it will ask for a login");
        }
        if (twitch == null || unanswered.get() >= ENOUGH) {
            return unproved(candidate, "Twitch was not asked, so they are kept unproved");
        }
        try {
            return twitch.validate(tokens.access())
                    .map(token -> valid(account, tokens, token))
                    .orElseGet(() -> ended(tokens));
        } catch (TwitchCallException e) {
            if (e.kind() == TwitchCallException.Kind.UNREACHABLE) {
                unanswered.incrementAndGet();
                return unproved(
                        candidate,
                        "Twitch does not tell whose they are, so they are kept unproved (" + e.getMessage() + ")");
            }
            return unusable(Tokens.REFUSED, "They cannot be used: " + e.getMessage() + "; it will ask for a login");
        }
    }

    private Judgement unproved(Candidate candidate, String message) {
        return new Judgement(
                Tokens.UNPROVED, message, Optional.empty(), candidate.expiry().orElse(now), Optional.empty());
    }

    private Judgement unusable(Tokens kind, String message) {
        return new Judgement(kind, message, Optional.empty(), now, Optional.empty());
    }

    private Judgement ended(ConfiguredTokens tokens) {
        return tokens.refresh().isEmpty()
                ? unusable(
                        Tokens.REFUSED,
                        "The access token has ended, and there is no refresh token; it will ask for a" + " login")
                : new Judgement(
                        Tokens.UNPROVED,
                        "The access token has ended; the next start renews it, or asks for a login if the refresh token"
                                + " was used up",
                        Optional.empty(),
                        now,
                        Optional.empty());
    }

    private Judgement valid(AccountConfig account, ConfiguredTokens tokens, ValidatedToken token) {
        if (!token.login().equals(account.login())) {
            return unusable(
                    Tokens.REFUSED,
                    "They are of the account '" + token.login()
                            + "' at Twitch; if it was renamed, write that name. It will ask for a login");
        }
        if (account.clientId().filter(id -> !id.equals(token.clientId())).isPresent()) {
            return unusable(
                    Tokens.REFUSED, "They are of another application than client_id names; it will ask for a login");
        }
        if (!token.missing().isEmpty()) {
            return unusable(
                    Tokens.REFUSED,
                    "They do not allow " + String.join(" ", token.missing()) + "; it will ask for a login");
        }
        return new Judgement(
                Tokens.PROVED,
                token.expiresAt()
                        .map(end -> "Twitch says that they are good, until " + end)
                        .orElse("Twitch says that they are good"),
                Optional.of(new AuthorizedAccount(
                        token.userId(),
                        token.login(),
                        tokens.access(),
                        tokens.refresh(),
                        token.expiresAt().orElse(now.plus(LONGEST)),
                        token.scopes())),
                now,
                Optional.of(token.clientId()));
    }
}
