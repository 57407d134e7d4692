package dev.chameleonbot.host.doctor;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis;
import dev.chameleonbot.engine.diagnosis.StateDiagnosis.Kept;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.host.accounts.TokenLookup;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Each account's tokens: Twitch is asked about the access token, some accounts at a time; nothing is refreshed.
 *
 * @param state what is stored of them; empty where there is no state
 * @param reachable whether Twitch's service of tokens is reached at all
 * @param progress gets the progress, on the thread of the check
 */
public record TokenCheck(
        Source<ConfigReport> config,
        Source<Optional<StateDiagnosis>> state,
        Source<TokenVerdicts> verdicts,
        Source<? extends TokenLookup> twitch,
        Source<Boolean> reachable,
        Progress progress)
        implements Check {
    private static final int AT_ONCE = 8;
    /** So many that nobody has answered for tell that nobody will. */
    private static final int ENOUGH = 3;

    /** For some thousands of accounts; where Twitch does not answer, it ends much earlier. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Gets the progress. */
    @FunctionalInterface
    public interface Progress {
        /** Another token was checked. */
        void onToken(int done, int all);
    }

    @Override
    public String topic() {
        return "tokens";
    }

    @Override
    public Duration atMost() {
        return LONGEST;
    }

    @Override
    public List<Finding> run() throws Exception {
        Optional<HostConfig> usable = ConfigCheck.usable(config);
        if (usable.isEmpty()) {
            return List.of(Finding.skipped("There is no configuration that names accounts"));
        }
        List<AccountConfig> accounts = usable.get().accounts();
        if (accounts.isEmpty()) {
            return List.of(Finding.skipped("No account is configured"));
        }
        if (!reachable.get()) {
            return List.of(Finding.skipped("Twitch's service of tokens is not reached; see 'network'"));
        }
        return all(accounts, state.get(), verdicts.get(), twitch.get());
    }

    private List<Finding> all(
            List<AccountConfig> accounts, Optional<StateDiagnosis> stored, TokenVerdicts judge, TokenLookup asked)
            throws InterruptedException, ExecutionException {
        AtomicInteger unanswered = new AtomicInteger();
        // Threads that never keep the program from ending.
        ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE,
                Thread.ofPlatform().daemon().name("chameleon-doctor-tokens-", 0).factory());
        try {
            List<Future<Finding>> futures = new ArrayList<>();
            for (AccountConfig account : accounts) {
                futures.add(threads.submit(
                        () -> look(account, stored, judge, asked, unanswered).about(account.login())));
            }
            List<Finding> findings = new ArrayList<>();
            for (Future<Finding> future : futures) {
                findings.add(future.get());
                progress.onToken(findings.size(), accounts.size());
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Finding look(
            AccountConfig account,
            Optional<StateDiagnosis> stored,
            TokenVerdicts judge,
            TokenLookup asked,
            AtomicInteger unanswered) {
        Optional<Kept> kept = stored.flatMap(found -> found.kept(account));
        Optional<ConfiguredTokens> tokens = stored.isPresent() ? stored.get().tokens(account) : account.tokens();
        if (kept.flatMap(Kept::disabledSince).isPresent()) {
            return Finding.skipped("The account is disabled since "
                    + kept.get().disabledSince().get());
        }
        if (tokens.isEmpty()) {
            return judge.withoutToken(account, stored);
        }
        if (unanswered.get() >= ENOUGH) {
            return Finding.skipped("Twitch does not answer for others either");
        }
        try {
            return judge.of(
                    account, kept, tokens.get(), asked.validate(tokens.get().access()));
        } catch (TwitchCallException e) {
            if (e.kind() == TwitchCallException.Kind.UNREACHABLE) {
                unanswered.incrementAndGet();
                return Finding.skipped("Twitch does not tell: " + e.getMessage());
            }
            return Finding.problem(e.getMessage(), e.advice().orElse("See what Twitch says."));
        }
    }
}
