package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's status: an immutable snapshot that is replaced whole, and published when it is. What fails and passes by
 * itself is in the log for all accounts together ({@link OutageLog}); what has not passed after two minutes gets advice, and
 * with it somebody's attention.
 *
 * <p>Concurrency: the account's serial executor calls all methods but {@link #status}, and owns {@code failing} and
 * {@code loggedLackOfRoom}; the stop, which outlives that executor, calls {@link #to}. The lock makes a change and its place
 * in the order of the events one step. Publishing under it is safe: the bus calls no listener then, and takes only locks of
 * its own under which nothing else is taken.
 */
final class StatusTracker {
    private static final Logger log = LoggerFactory.getLogger(StatusTracker.class);
    /** After this time somebody should look. */
    static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What begins again so soon has not been over. */
    static final Duration SAME = Duration.ofSeconds(30);

    /** What is wrong with the followed channels, where there is no room for all. */
    private static final String LIMIT = "limit";

    private final String login;
    private final EventBus events;
    private final OutageLog outages;
    private final Timers timers;
    private final Executor serial;
    private final AlarmSet alarms;
    private final Map<Subject, Failing> failing = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private String loggedLackOfRoom = "";
    private volatile AccountStatus status;

    private record Subject(Kind kind, String name) {
        /** Its name in the log of outages: one for each thing that the account wants. */
        String want() {
            return kind + " " + name;
        }
    }

    /** What fails, or failed; {@code since} and {@code overAt} are of the monotonic clock. */
    private record Failing(Failure failure, long since, boolean isOver, long overAt) {
        boolean isStillTheSame(long now) {
            return !isOver || now - overAt < SAME.toNanos();
        }

        boolean isRootOf(Failure later) {
            return !isOver && later.cause().isConsequence() && !failure.cause().isConsequence();
        }
    }

    StatusTracker(String login, int channels, EventBus events, OutageLog outages, Timers timers, Executor serial) {
        this.login = login;
        this.events = events;
        this.outages = outages;
        this.timers = timers;
        this.serial = serial;
        this.alarms = new AlarmSet(timers);
        this.status = AccountStatus.initial(login, AccountState.STARTING, timers.instant(), channels);
    }

    AccountStatus status() {
        return status;
    }

    AccountState state() {
        return status.state();
    }

    /** Goes on to another state; some troubles are over by that. */
    void to(AccountState state) {
        change((now, at) -> now.withState(state, at));
    }

    /** Goes on to a state that has a reason and does not pass by itself. */
    void to(AccountState state, Kind kind, String problem, String advice) {
        change((now, at) ->
                now.withState(state, at).withTrouble(new Trouble(kind, "", problem, Optional.of(advice), at)));
    }

    /** The connection is lost, or still is not there. */
    void reconnecting(Failure failure) {
        if (status.state() == AccountState.LIVE) {
            to(AccountState.RECONNECTING);
            failing(Kind.CONNECTION, "", failure.withWords("The connection was lost: " + failure.words()));
        } else {
            note(AccountEvent.Failing.notConnected(failure));
        }
    }

    /** Something works or does not. */
    void note(AccountEvent.Condition condition) {
        switch (condition) {
            case AccountEvent.Failing(Kind kind, String subject, Failure failure) -> failing(kind, subject, failure);
            case AccountEvent.Troubled(Kind kind, String subject, String problem, Optional<String> advice) ->
                trouble(kind, subject, problem, advice);
            case AccountEvent.Mishap(Kind kind, String subject, String problem) ->
                change((now, at) ->
                        now.withTrouble(new Trouble(kind, subject, problem, Optional.empty(), at).endedAt(at)));
            case AccountEvent.Works(Kind kind, String subject) -> over(kind, subject);
            case AccountEvent.GivenUp(Kind kind, String subject) -> {
                if (isFailureEnded(kind, subject)) {
                    outages.givenUp(login, new Subject(kind, subject).want());
                }
            }
        }
    }

    /**
     * Something fails and passes by itself, or still does. What has failed first stays, where the new failure is but a
     * consequence.
     */
    void failing(Kind kind, String subject, Failure failure) {
        Subject what = new Subject(kind, subject);
        Failing before = failing.get(what);
        long now = timers.nanos();
        Failure told = before != null && before.isRootOf(failure) ? before.failure : failure;
        long since = before != null && before.isStillTheSame(now) ? before.since : now;
        failing.put(what, new Failing(told, since, false, now));
        show(what, told, since);
        outages.struck(login, what.want(), told);
        if (before == null || before.isOver) {
            alarms.after(
                    PATIENCE.minusNanos(Math.min(now - since, PATIENCE.toNanos())),
                    () -> serial.execute(() -> look(what, since)));
        }
    }

    private void look(Subject what, long since) {
        Failing now = failing.get(what);
        if (now != null && !now.isOver && now.since == since) {
            show(what, now.failure, since);
        }
    }

    private void show(Subject what, Failure failure, long since) {
        boolean isLong = timers.nanos() - since >= PATIENCE.toNanos();
        Optional<String> advice = isLong ? Optional.of(failure.cause().advice()) : Optional.empty();
        change((now, at) -> now.withTrouble(new Trouble(what.kind, what.name, failure.words(), advice, at)));
    }

    /** Something is wrong, and does not pass by itself as a failure does, whose place it takes. */
    void trouble(Kind kind, String subject, String problem, Optional<String> advice) {
        if (isFailureEnded(kind, subject)) {
            outages.over(login, new Subject(kind, subject).want());
        }
        change((now, at) -> now.withTrouble(new Trouble(kind, subject, problem, advice, at)));
    }

    /** The same, where the log has to have it, once. */
    void warn(Kind kind, String subject, String problem, String advice) {
        if (status.troubles().stream()
                .noneMatch(one -> one.isOf(kind, subject) && one.problem().equals(problem))) {
            log.warn("{}: {}. {}", login, problem, advice);
        }
        trouble(kind, subject, problem, Optional.of(advice));
    }

    /** Something works again, if it did not. */
    void over(Kind kind, String subject) {
        if (isFailureEnded(kind, subject)) {
            outages.over(login, new Subject(kind, subject).want());
        }
        change((now, at) -> now.withoutTrouble(kind, subject, at));
    }

    /** All of a kind works again. */
    void over(Kind kind) {
        List.copyOf(failing.keySet()).stream().filter(what -> what.kind == kind).forEach(what -> over(kind, what.name));
        change((now, at) -> now.withoutTroubles(Set.of(kind), at));
    }

    private boolean isFailureEnded(Kind kind, String subject) {
        Subject what = new Subject(kind, subject);
        Failing before = failing.get(what);
        if (before == null || before.isOver) {
            return false;
        }
        failing.put(what, new Failing(before.failure, before.since, true, timers.nanos()));
        change((now, at) -> now.withoutTrouble(kind, subject, at));
        return true;
    }

    /** All that fails is over, as something else is wrong that does not pass, or as the account ends. */
    void clearFailures() {
        failing.keySet().forEach(what -> change((now, at) -> now.withoutTrouble(what.kind, what.name, at)));
        failing.clear();
        outages.forget(login);
    }

    void channelsHeard(int count) {
        change((now, at) -> now.withChannelsHeard(count, at));
    }

    /** Other channels are to be heard. What is not wanted any more has nothing wrong; what there is no room for is named. */
    void wanted(WantedChannels before, WantedChannels next) {
        Set<String> names = Set.copyOf(next.names());
        before.names().stream().filter(name -> !names.contains(name)).forEach(name -> over(Kind.CHANNEL, name));
        if (!next.followsToo()) {
            over(Kind.FOLLOWED, "");
        }
        change((now, at) -> now.withChannels(names.size(), now.channelsHeard()));
        Optional<String> lackOfRoom = next.lackOfRoom();
        if (lackOfRoom.isEmpty()) {
            over(Kind.FOLLOWED, LIMIT);
            return;
        }
        if (!lackOfRoom.get().equals(loggedLackOfRoom)) {
            loggedLackOfRoom = lackOfRoom.get();
            log.warn("{}: {}", login, loggedLackOfRoom);
        }
        trouble(Kind.FOLLOWED, LIMIT, lackOfRoom.get(), Optional.empty());
    }

    /** Notes the state of a login, and what its owner has to do, if anything. */
    void login(LoginProgress progress, Optional<LoginPrompt> prompt) {
        change((now, at) -> now.withLogin(progress, prompt));
    }

    /** Counts a fault of the program. */
    void faulted() {
        change((now, at) -> now.withFault());
    }

    /** Nothing gets advice any more. */
    void close() {
        alarms.close();
        outages.forget(login);
    }

    /** A stopped account has nothing more to say. */
    private void change(BiFunction<AccountStatus, Instant, AccountStatus> step) {
        lock.lock();
        try {
            AccountStatus before = status;
            if (before.state() == AccountState.STOPPED) {
                return;
            }
            Instant at = timers.instant();
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
