package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.DeviceLogin;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenRecovery;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one account in with a code, one login at a time, and shows in its status how that goes. Where there is no code to be
 * had and the account needs a login, another one follows, less and less often.
 *
 * <p>Not thread-safe: all methods belong to the account's serial executor. What a login that is over still reports changes
 * nothing.
 */
final class AccountLogin {
    private static final Logger log = LoggerFactory.getLogger(AccountLogin.class);

    private final AccountContext context;
    private final AccountTokens tokens;
    private final StatusTracker status;
    private final SerialExecutor serial;
    private final Executor threads;
    /** What to ask for besides what every account needs, at the moment of the question. */
    private final Supplier<Set<String>> scopes;

    private final Consumer<? super AccountEvent> events;
    /** End the recovery of refused tokens. */
    private AlarmSet recovery;

    private @Nullable Attempt running;
    private Timers.Alarm next = () -> {};
    private int noCodes;

    AccountLogin(
            AccountContext context,
            AccountTokens tokens,
            StatusTracker status,
            Executor threads,
            SerialExecutor serial,
            Supplier<Set<String>> scopes,
            Consumer<? super AccountEvent> events) {
        this.context = context;
        this.tokens = tokens;
        this.status = status;
        this.serial = serial;
        this.scopes = scopes;
        this.events = events;
        this.threads = threads;
        this.recovery = new AlarmSet(context.timers());
    }

    /** The account cannot go on without: begins one, and keeps trying the refused tokens meanwhile. */
    void needed() {
        begin();
        recovery.close();
        recovery = new AlarmSet(context.timers());
        new TokenRecovery(tokens, context.timers(), recovery, threads, events).begin();
    }

    /** The account goes on, or waits for something else. A login that is in progress is not ended by that. */
    void notNeeded() {
        next.cancel();
        recovery.close();
    }

    private void begin() {
        if (running != null) {
            return;
        }
        Attempt fresh = new Attempt();
        running = fresh;
        status.login(LoginProgress.UNDER_WAY, Optional.empty());
        fresh.scope.fork("login", fresh::run);
    }

    /** Begins one for somebody who is there now: instead of one that has no code. */
    void beginNow() {
        if (running != null && running.canBeReplaced) {
            end();
        }
        begin();
        if (running != null) {
            running.isWanted = true;
        }
    }

    /** Ends one that only the account's need has begun, unless somebody has agreed to it: those tokens are to be stored. */
    void endUnneeded() {
        if (running != null && !running.isWanted && running.isAgreed.compareAndSet(false, true)) {
            end();
        }
    }

    /** Ends the one that is in progress, without an outcome. */
    void end() {
        if (running != null) {
            running.scope.close(Duration.ZERO);
            over(LoginProgress.NONE);
        }
    }

    private void over(LoginProgress outcome) {
        running = null;
        status.login(outcome, Optional.empty());
    }

    private void loggedIn() {
        over(LoginProgress.SUCCEEDED);
        noCodes = 0;
        events.accept(new AccountEvent.LoggedIn());
    }

    private void refused(String reason, String advice) {
        log.warn("{}: the login has ended: {}. {}", tokens.login(), reason, advice);
        if (status.state().needsAttention()) {
            status.trouble(Kind.LOGIN, "", reason, Optional.of(advice));
        } else {
            status.note(new AccountEvent.Mishap(
                    Kind.LOGIN, "", reason)); // The account goes on with the tokens that it has.
        }
        over(LoginProgress.FAILED);
    }

    private void noCode(RemoteException e) {
        refused(
                "Twitch does not let this application log in with a code: " + e.getMessage(),
                e.advice().orElse("Check the client_id, or put fresh tokens of the account into the configuration."));
        if (status.state().needsAttention()) {
            Duration wait = Backoff.REFUSED.delay(++noCodes, context.timers().random());
            next = context.timers()
                    .after(
                            wait,
                            () -> serial.execute(() -> {
                                if (status.state() == AccountState.NEEDS_LOGIN) {
                                    begin();
                                }
                            }));
        }
    }

    /** One login. What it reports counts as long as it is the one that is in progress. */
    private final class Attempt implements DeviceLogin.Listener {
        private final Scope scope = new Scope(tokens.login(), cause -> events.accept(new AccountEvent.Faulted(cause)));
        /** Set by what comes first: the agreement, or the end of a login that is not needed. */
        private final AtomicBoolean isAgreed = new AtomicBoolean();
        /** Whether a new one would cost nothing that somebody has done for this one. */
        private boolean canBeReplaced = true;
        /** Whether somebody has asked for it. */
        private boolean isWanted;

        void run() {
            AccountContext.Twitch twitch = context.twitch();
            DeviceLogin flow = new DeviceLogin(twitch.oauth(), tokens, scopes, twitch.retries(), context.timers());
            try {
                flow.run(this);
                report(AccountLogin.this::loggedIn);
            } catch (LoginNeededException e) {
                report(() -> refused(e.getMessage(), e.advice()));
            } catch (RemoteException e) {
                report(() -> noCode(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void report(Runnable event) {
            serial.execute(() -> {
                if (running == this) {
                    event.run();
                }
            });
        }

        @Override
        public void onPrompt(LoginPrompt prompt) {
            report(() -> {
                canBeReplaced = false;
                status.login(LoginProgress.UNDER_WAY, Optional.of(prompt));
                log.info(
                        "{}: to log in, open {} as that account (code {}, good until {})",
                        tokens.login(),
                        prompt.verificationUri(),
                        prompt.userCode(),
                        prompt.expiresAt());
            });
        }

        @Override
        public void onGranted() {
            isAgreed.set(true);
            report(() -> status.login(LoginProgress.UNDER_WAY, Optional.empty()));
        }

        @Override
        public void onPause() {
            isAgreed.set(false);
            report(() -> {
                canBeReplaced = true;
                status.login(LoginProgress.UNDER_WAY, Optional.empty());
            });
        }

        @Override
        public void onProblem(String problem) {
            report(() -> {
                log.warn("{}: login: {}", tokens.login(), problem);
                status.note(new AccountEvent.Mishap(Kind.LOGIN, "", problem));
            });
        }
    }
}
