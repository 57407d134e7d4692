package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One account's status: an immutable snapshot that is replaced whole, and announced when it is.
 *
 * <p>The lock makes a change and its place in the order of the announcements one step. Publishing under it is safe: the
 * bus calls no listener then, and takes only locks of its own under which nothing else is taken.
 */
final class StatusBoard {
    /** The troubles that are over when the account goes on to a state; what a life has found wrong ends with it. */
    private static Set<Kind> endedBy(AccountState state) {
        return switch (state) {
            case STARTING, STOPPED ->
                Set.of(Kind.LOGIN, Kind.REFUSED, Kind.FAULT, Kind.CHANNEL, Kind.FOLLOWED, Kind.COLOR, Kind.CHAT);
            case CONNECTING -> Set.of(Kind.START);
            case LIVE -> Set.of(Kind.START, Kind.CONNECTION);
            case RECONNECTING -> Set.of();
            case NEEDS_LOGIN, PARKED, FAILED -> Set.of(Kind.START, Kind.CONNECTION);
        };
    }

    private final InstantSource clock;
    private final EventBus events;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile AccountStatus status;

    StatusBoard(String login, int channels, InstantSource clock, EventBus events) {
        this.clock = clock;
        this.events = events;
        this.status = AccountStatus.initial(login, AccountState.STARTING, clock.instant(), channels);
    }

    AccountStatus status() {
        return status;
    }

    /** Goes on to another state; some troubles are over by that. */
    void to(AccountState state) {
        change((now, at) -> moved(now, state, at));
    }

    /** Goes on to a state that has a reason and does not pass by itself. */
    void to(AccountState state, Kind kind, String problem, String advice) {
        change((now, at) -> moved(now, state, at).withTrouble(trouble(kind, "", problem, Optional.of(advice), at)));
    }

    /** Notes what goes wrong and passes by itself, without a change of state. */
    void trouble(Kind kind, String subject, String problem) {
        change((now, at) -> now.withTrouble(trouble(kind, subject, problem, Optional.empty(), at)));
    }

    /** Notes what goes wrong until somebody does something, without a change of state. */
    void trouble(Kind kind, String subject, String problem, String advice) {
        change((now, at) -> now.withTrouble(trouble(kind, subject, problem, Optional.of(advice), at)));
    }

    /** Notes what went wrong once. */
    void mishap(Kind kind, String subject, String problem) {
        change((now, at) -> now.withTrouble(
                trouble(kind, subject, problem, Optional.empty(), at).endedAt(at)));
    }

    /** Something is well again, if it was not. */
    void over(Kind kind, String subject) {
        change((now, at) -> now.withoutTrouble(kind, subject, at));
    }

    /** All of a kind is well again. */
    void over(Kind kind) {
        change((now, at) -> without(now, Set.of(kind), at));
    }

    void channelsHeard(int count) {
        change((now, at) -> {
            AccountStatus counted = now.withChannels(now.channelsWanted(), count);
            return count < now.channelsWanted() ? counted : without(counted, Set.of(Kind.CHANNEL), at);
        });
    }

    void channelsWanted(int count) {
        change((now, at) -> now.withChannels(count, now.channelsHeard()));
    }

    /** Notes how a login stands, and what somebody has to do for it, if there is something to do. */
    void login(LoginProgress progress, Optional<LoginPrompt> prompt) {
        change((now, at) -> now.withLogin(progress, prompt));
    }

    /** Counts a fault of the program. */
    void faulted() {
        change((now, at) -> now.withFault());
    }

    private static Trouble trouble(Kind kind, String subject, String problem, Optional<String> advice, Instant since) {
        return new Trouble(kind, subject, problem, advice, since, Optional.empty());
    }

    private static AccountStatus moved(AccountStatus now, AccountState state, Instant at) {
        if (now.state() != state && !now.state().successors().contains(state)) {
            throw new IllegalStateException(now.login() + " cannot go from " + now.state() + " to " + state);
        }
        return without(now.withState(state, at), endedBy(state), at);
    }

    private static AccountStatus without(AccountStatus now, Set<Kind> kinds, Instant at) {
        AccountStatus next = now;
        for (Trouble trouble : now.troubles()) {
            if (kinds.contains(trouble.kind())) {
                next = next.withoutTrouble(trouble.kind(), trouble.subject(), at);
            }
        }
        return next;
    }

    /** What becomes of a status at a moment. */
    @FunctionalInterface
    private interface Step {
        AccountStatus apply(AccountStatus now, Instant at);
    }

    /** A stopped account has nothing more to say. */
    private void change(Step step) {
        lock.lock();
        try {
            AccountStatus before = status;
            if (before.state() == AccountState.STOPPED) {
                return;
            }
            Instant at = clock.instant();
            AccountStatus after = step.apply(before, at);
            if (!after.equals(before)) {
                status = after;
                events.publish(new AccountStatusChanged(at, before, after));
            }
        } finally {
            lock.unlock();
        }
    }
}
