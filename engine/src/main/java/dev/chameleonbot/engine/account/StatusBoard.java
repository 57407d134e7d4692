package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.AccountState;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.LoginProgress;
import dev.chameleonbot.engine.LoginPrompt;
import dev.chameleonbot.engine.events.EventBus;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * One account's status: an immutable snapshot that is replaced whole, and announced when it is.
 *
 * <p>The lock makes a change and its place in the order of the announcements one step. Publishing under it is safe: the
 * bus calls no listener then, and takes only locks of its own under which nothing else is taken.
 */
final class StatusBoard {
    private final InstantSource clock;
    private final EventBus events;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile AccountStatus status;

    StatusBoard(String login, int channels, InstantSource clock, EventBus events) {
        this.clock = clock;
        this.events = events;
        this.status = new AccountStatus(
                login,
                AccountState.STARTING,
                clock.instant(),
                channels,
                0,
                Optional.empty(),
                Optional.empty(),
                LoginProgress.NONE,
                Optional.empty(),
                0);
    }

    AccountStatus status() {
        return status;
    }

    /** Goes on to another state, from which an earlier advice is no longer good. */
    void to(AccountState state) {
        change(now -> moved(now, state, now.lastError(), Optional.empty()));
    }

    /** Goes on to a state that has a reason. */
    void to(AccountState state, String error, String advice) {
        change(now -> moved(now, state, Optional.of(error), Optional.of(advice)));
    }

    /** Notes what went wrong, without a change of state. */
    void error(String error) {
        change(now -> new AccountStatus(
                now.login(),
                now.state(),
                now.since(),
                now.channelsWanted(),
                now.channelsHeard(),
                Optional.of(error),
                now.advice(),
                now.loginProgress(),
                now.prompt(),
                now.faults()));
    }

    void channelsHeard(int count) {
        change(now -> counted(now, now.channelsWanted(), count));
    }

    void channelsWanted(int count) {
        change(now -> counted(now, count, now.channelsHeard()));
    }

    /** Notes how a login stands, and what somebody has to do for it, if there is something to do. */
    void login(LoginProgress progress, Optional<LoginPrompt> prompt) {
        change(now -> new AccountStatus(
                now.login(),
                now.state(),
                now.since(),
                now.channelsWanted(),
                now.channelsHeard(),
                now.lastError(),
                now.advice(),
                progress,
                prompt,
                now.faults()));
    }

    /** Counts a fault of the program. */
    void faulted() {
        change(now -> new AccountStatus(
                now.login(),
                now.state(),
                now.since(),
                now.channelsWanted(),
                now.channelsHeard(),
                now.lastError(),
                now.advice(),
                now.loginProgress(),
                now.prompt(),
                now.faults() + 1));
    }

    private static AccountStatus counted(AccountStatus now, int wanted, int heard) {
        return new AccountStatus(
                now.login(),
                now.state(),
                now.since(),
                wanted,
                heard,
                now.lastError(),
                now.advice(),
                now.loginProgress(),
                now.prompt(),
                now.faults());
    }

    private AccountStatus moved(
            AccountStatus now, AccountState state, Optional<String> error, Optional<String> advice) {
        if (now.state() != state && !now.state().successors().contains(state)) {
            throw new IllegalStateException(now.login() + " cannot go from " + now.state() + " to " + state);
        }
        return new AccountStatus(
                now.login(),
                state,
                now.state() == state ? now.since() : clock.instant(),
                now.channelsWanted(),
                state == AccountState.LIVE ? now.channelsHeard() : 0,
                error,
                advice,
                now.loginProgress(),
                now.prompt(),
                now.faults());
    }

    /** A stopped account has nothing more to say. */
    private void change(UnaryOperator<AccountStatus> step) {
        lock.lock();
        try {
            AccountStatus before = status;
            if (before.state() == AccountState.STOPPED) {
                return;
            }
            AccountStatus after = step.apply(before);
            if (!after.equals(before)) {
                status = after;
                events.publish(new AccountStatusChanged(clock.instant(), before, after));
            }
        } finally {
            lock.unlock();
        }
    }
}
