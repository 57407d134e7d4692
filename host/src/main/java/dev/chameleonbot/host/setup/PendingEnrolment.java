package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.host.accounts.AccountList;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.setup.Enrolment.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One enrolment at work.
 *
 * <p>Concurrency: its own virtual thread runs it. Any thread looks at it, and cancels or confirms it. Each step is a change of
 * {@code state} from the one that it is allowed from, so that of two who want different things one comes first. Its thread is
 * interrupted only while it waits, never while it writes.
 */
final class PendingEnrolment {
    private static final Logger log = LoggerFactory.getLogger(PendingEnrolment.class);

    private final DeviceLogins.Attempt attempt;
    private final AccountEnrolments.Adoption adoption;
    private final ConfiguredApplication application;
    private final InstantSource clock;
    private final Duration patience;
    private final AtomicReference<Enrolment> state;
    /** Whether the account that has agreed is meant, although another one was expected. */
    private final CompletableFuture<Boolean> meant = new CompletableFuture<>();

    private volatile @Nullable Instant ended;
    private final Thread thread;

    /**
     * Prepares it.
     *
     * @param afterwards what to do when its thread has ended
     */
    PendingEnrolment(
            Enrolment begun,
            DeviceLogins.Attempt attempt,
            AccountEnrolments.Adoption adoption,
            ConfiguredApplication application,
            InstantSource clock,
            Duration patience,
            Runnable afterwards) {
        this.state = new AtomicReference<>(begun);
        this.attempt = attempt;
        this.adoption = adoption;
        this.application = application;
        this.clock = clock;
        this.patience = patience;
        this.thread = Thread.ofVirtual().name("enrolment-" + begun.id()).unstarted(() -> work(afterwards));
    }

    Enrolment now() {
        return Objects.requireNonNull(state.get(), "It has one from the beginning");
    }

    /** Since when it is over; empty while it is not. */
    Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    void start() {
        thread.start();
    }

    private void work(Runnable afterwards) {
        try (attempt) {
            run();
        } finally {
            ended = clock.instant();
            afterwards.run();
        }
    }

    private void run() {
        try {
            AuthorizedAccount account = attempt.await(this::remark);
            if (agreed(account) && isMeant(account)) {
                adopt(account);
            } else {
                takeBack(account);
            }
        } catch (TwitchCallException e) {
            Progress end = switch (e.kind()) {
                case DENIED -> Progress.DENIED;
                case ENDED -> Progress.EXPIRED;
                case UNREACHABLE, UNKNOWN_CLIENT, REFUSED -> Progress.FAILED;
            };
            end(end, e.getMessage() + e.advice().map(text -> ". " + text).orElse(""));
        } catch (InterruptedException e) {
            end(Progress.CANCELLED, "Nobody was logged in, and nothing was written");
        } catch (RuntimeException e) {
            log.error("An enrolment has failed", e);
            end(Progress.FAILED, "It has failed for a reason that is not known; the log has more");
        }
    }

    /** Whether it was not cancelled before. */
    private boolean agreed(AuthorizedAccount account) {
        return state.updateAndGet(now -> now.progress() == Progress.WAITING ? now.agreedAs(account.login()) : now)
                        .progress()
                == Progress.AGREED;
    }

    private void remark(String problem) {
        state.updateAndGet(now -> now.progress() == Progress.WAITING
                ? now.with(Progress.WAITING, problem + " (it is tried again)")
                : now);
    }

    private boolean isMeant(AuthorizedAccount account) throws InterruptedException {
        Optional<String> expected = now().expected();
        if (expected.isEmpty() || expected.get().equals(account.login())) {
            return true;
        }
        String warning =
                account.login() + " has agreed, not " + expected.get() + ": the browser was logged in to Twitch as"
                        + " " + account.login() + ". Nothing changes until this is confirmed";
        state.updateAndGet(now -> now.with(Progress.OTHER_ACCOUNT, warning));
        try {
            return meant.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            boolean late =
                    move(Progress.OTHER_ACCOUNT, Progress.EXPIRED, account.login() + " was not confirmed in time");
            return !late && now().progress() == Progress.AGREED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("It is only ever completed", e);
        }
    }

    private void adopt(AuthorizedAccount account) {
        try {
            AccountResult result =
                    adoption.adopt(AccountList.block(account.login(), application.channels(now().channels())), account);
            end(result.done() ? Progress.DONE : Progress.FAILED, result.message());
        } catch (OperationException e) {
            end(Progress.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void takeBack(AuthorizedAccount account) {
        boolean interrupted = Thread.interrupted(); // It would keep the request from being made.
        try {
            attempt.takeBack(account);
        } catch (TwitchCallException e) {
            log.warn(
                    "What {} has agreed to is not used, and could not be taken back at Twitch: {}",
                    account.login(),
                    e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end(Progress progress, String message) {
        state.updateAndGet(now -> now.progress().isOver() ? now : now.with(progress, message));
    }

    private boolean move(Progress from, Progress to, String message) {
        return state.getAndUpdate(now -> now.progress() == from ? now.with(to, message) : now)
                        .progress()
                == from;
    }

    /** Ends it, unless it is over, or the account is being added. */
    boolean cancel() {
        String message = "Nobody was logged in, and nothing was written";
        if (move(Progress.OTHER_ACCOUNT, Progress.CANCELLED, message)) {
            meant.complete(false);
            return true;
        }
        boolean cancelled = move(Progress.WAITING, Progress.CANCELLED, message);
        if (cancelled) {
            thread.interrupt();
        }
        return cancelled;
    }

    /** Says that the account that has agreed is meant. */
    boolean confirm() {
        boolean confirmed = move(Progress.OTHER_ACCOUNT, Progress.AGREED, "");
        if (confirmed) {
            meant.complete(true);
        }
        return confirmed;
    }

    /** Waits until its thread has ended. */
    boolean join(Duration deadline) throws InterruptedException {
        return thread.join(deadline);
    }
}
