package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.DeviceLogin;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one account in with a code, one login at a time, and shows on its board how that goes.
 *
 * <p>Not thread-safe: all methods belong to the account's serial executor. What a login that is over still reports changes
 * nothing.
 */
final class AccountLogin {
    private static final Logger log = LoggerFactory.getLogger(AccountLogin.class);

    private final AccountConfig config;
    private final AccountSurroundings surroundings;
    private final AccountTokens tokens;
    private final StatusBoard board;
    private final SerialExecutor serial;
    /** What to ask for besides what every account needs, at the moment of the question. */
    private final Supplier<Set<String>> scopes;

    private final Owner owner;
    private @Nullable Scope running;
    private @Nullable Events events;
    /** Whether a new one would cost nothing that somebody has done for this one. */
    private boolean canBeReplaced;
    /** Whether somebody has asked for it. */
    private boolean isWanted;

    /** Told how a login has ended; calls come on the serial executor, but the last one. */
    interface Owner {
        /** There are new tokens. */
        void onLoggedIn();

        /**
         * It was refused.
         *
         * @param cause why
         */
        void onLoginRefused(LoginNeededException cause);

        /** It has ended as there was no code to be had, of which it was told why: a later one may get one. */
        void onNoCode();

        /**
         * The program is at fault; from any thread.
         *
         * @param cause what was thrown
         */
        void onFault(Throwable cause);
    }

    AccountLogin(
            AccountConfig config,
            AccountSurroundings surroundings,
            AccountTokens tokens,
            StatusBoard board,
            SerialExecutor serial,
            Supplier<Set<String>> scopes,
            Owner owner) {
        this.config = config;
        this.surroundings = surroundings;
        this.tokens = tokens;
        this.board = board;
        this.serial = serial;
        this.scopes = scopes;
        this.owner = owner;
    }

    /** Begins one, unless one is under way. */
    void begin() {
        if (running != null) {
            return;
        }
        Scope fresh = new Scope(config.login(), owner::onFault);
        running = fresh;
        events = new Events(fresh);
        isWanted = false;
        canBeReplaced = true;
        board.login(LoginProgress.UNDER_WAY, Optional.empty());
        DeviceLogin flow = new DeviceLogin(
                surroundings.oauth(),
                tokens,
                scopes,
                surroundings.retries(),
                surroundings.timers(),
                surroundings.random());
        Events told = events;
        fresh.fork("login", () -> run(flow, told));
    }

    /** Begins one for somebody who is there now: instead of one that has no code. */
    void beginNow() {
        if (canBeReplaced) {
            end();
        }
        begin();
        isWanted = true;
    }

    /** Ends one that only the account's need has begun, unless somebody has agreed to it: those tokens are to be stored. */
    void endUnneeded() {
        if (events != null && !isWanted && events.isAgreed.compareAndSet(false, true)) {
            end();
        }
    }

    /** Ends the one that is under way, without an outcome. */
    void end() {
        if (running != null) {
            running.close(Duration.ZERO);
            over(LoginProgress.NONE);
        }
    }

    private void over(LoginProgress outcome) {
        running = null;
        events = null;
        board.login(outcome, Optional.empty());
    }

    private void run(DeviceLogin flow, Events events) {
        try {
            flow.run(events);
            events.report(() -> {
                over(LoginProgress.SUCCEEDED);
                owner.onLoggedIn();
            });
        } catch (LoginNeededException e) {
            events.report(() -> refused(e));
        } catch (RemoteException e) {
            events.report(() -> {
                noCode(e);
                owner.onNoCode();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refused(LoginNeededException cause) {
        log.warn("{}: the login has ended: {}. {}", config.login(), cause.getMessage(), cause.advice());
        owner.onLoginRefused(cause);
        over(LoginProgress.FAILED);
    }

    private void noCode(RemoteException e) {
        refused(new LoginNeededException(
                "Twitch does not let this application log in with a code: " + e.getMessage(),
                e.advice().orElse("Check the client_id, or put fresh tokens of the account into the configuration.")));
    }

    /** What one login reports. */
    private final class Events implements DeviceLogin.Listener {
        private final Scope of;
        /** Whoever sets it first, the agreement or the end of a login that is not needed, wins. */
        private final AtomicBoolean isAgreed = new AtomicBoolean();

        Events(Scope of) {
            this.of = of;
        }

        void report(Runnable event) {
            serial.execute(() -> {
                if (running == of) {
                    event.run();
                }
            });
        }

        @Override
        public void onPrompt(LoginPrompt prompt) {
            report(() -> {
                canBeReplaced = false;
                board.login(LoginProgress.UNDER_WAY, Optional.of(prompt));
                log.info(
                        "{}: to log in, open {} as that account (code {}, good until {})",
                        config.login(),
                        prompt.verificationUri(),
                        prompt.userCode(),
                        prompt.expiresAt());
            });
        }

        @Override
        public void onGranted() {
            isAgreed.set(true);
            report(() -> board.login(LoginProgress.UNDER_WAY, Optional.empty()));
        }

        @Override
        public void onPause() {
            isAgreed.set(false);
            report(() -> {
                canBeReplaced = true;
                board.login(LoginProgress.UNDER_WAY, Optional.empty());
            });
        }

        @Override
        public void onProblem(String problem) {
            report(() -> {
                log.warn("{}: login: {}", config.login(), problem);
                board.mishap(Kind.LOGIN, "", problem);
            });
        }
    }
}
