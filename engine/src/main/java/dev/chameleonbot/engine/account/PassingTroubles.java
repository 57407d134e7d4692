package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What is wrong with an account and passes by itself, as a rule: on its status board, and in the log for all accounts
 * together. What has not passed after two minutes gets advice, and with it somebody's attention.
 *
 * <p>Not thread-safe; the account's serial executor owns it.
 */
final class PassingTroubles {
    /** After this time somebody should look. */
    static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What begins again so soon has not been over. */
    static final Duration SAME = Duration.ofSeconds(30);

    private final String login;
    private final StatusBoard board;
    private final OutageLog outages;
    private final Timers timers;
    private final Executor serial;
    private final AlarmSet alarms;
    private final Map<Subject, Noted> noted = new HashMap<>();

    private record Subject(Kind kind, String name) {
        /** Its name in the log of outages: one for each thing that the account wants. */
        String want() {
            return kind + " " + name;
        }
    }

    /** What is, or was, wrong; {@code since} and {@code overAt} are of the monotonic clock. */
    private record Noted(Failure failure, long since, boolean isOver, long overAt) {
        boolean isStillTheSame(long now) {
            return !isOver || now - overAt < SAME.toNanos();
        }

        boolean isRootOf(Failure later) {
            return !isOver && later.cause().isConsequence() && !failure.cause().isConsequence();
        }
    }

    PassingTroubles(String login, StatusBoard board, OutageLog outages, Timers timers, Executor serial) {
        this.login = login;
        this.board = board;
        this.outages = outages;
        this.timers = timers;
        this.serial = serial;
        this.alarms = new AlarmSet(timers);
    }

    /**
     * Something is wrong, or still is. What has gone wrong first stays, where the new failure is but a consequence.
     *
     * @param kind what sort of thing
     * @param name what of that kind; empty where there is only one
     * @param failure why, in a sentence that can stand alone
     */
    void note(Kind kind, String name, Failure failure) {
        Subject subject = new Subject(kind, name);
        Noted before = noted.get(subject);
        long now = timers.nanos();
        Failure told = before != null && before.isRootOf(failure) ? before.failure : failure;
        long since = before != null && before.isStillTheSame(now) ? before.since : now;
        noted.put(subject, new Noted(told, since, false, now));
        show(subject, told, since);
        outages.struck(login, subject.want(), told);
        if (before == null || before.isOver) {
            alarms.after(
                    PATIENCE.minusNanos(Math.min(now - since, PATIENCE.toNanos())),
                    () -> serial.execute(() -> look(subject, since)));
        }
    }

    private void show(Subject subject, Failure failure, long since) {
        if (timers.nanos() - since >= PATIENCE.toNanos()) {
            board.trouble(
                    subject.kind, subject.name, failure.words(), failure.cause().advice());
        } else {
            board.trouble(subject.kind, subject.name, failure.words());
        }
    }

    private void look(Subject subject, long since) {
        Noted now = noted.get(subject);
        if (now != null && !now.isOver && now.since == since) {
            show(subject, now.failure, since);
        }
    }

    /** Something is well again, if it was not. */
    void over(Kind kind, String name) {
        if (isEnded(kind, name)) {
            outages.over(login, new Subject(kind, name).want());
        }
    }

    /** Something is not wanted any more; whether it would be well again is not known. */
    void givenUp(Kind kind, String name) {
        if (isEnded(kind, name)) {
            outages.givenUp(login, new Subject(kind, name).want());
        }
    }

    private boolean isEnded(Kind kind, String name) {
        Subject subject = new Subject(kind, name);
        Noted before = noted.get(subject);
        if (before == null || before.isOver) {
            return false;
        }
        noted.put(subject, new Noted(before.failure, before.since, true, timers.nanos()));
        board.over(kind, name);
        return true;
    }

    /** All of a kind is well again. */
    void over(Kind kind) {
        List.copyOf(noted.keySet()).stream()
                .filter(subject -> subject.kind == kind)
                .forEach(subject -> over(kind, subject.name));
    }

    /** All is over, as something else is wrong that does not pass, or as the account ends. */
    void clear() {
        noted.keySet().forEach(subject -> board.over(subject.kind, subject.name));
        noted.clear();
        outages.forget(login);
    }

    /** Nothing is looked at any more. */
    void close() {
        alarms.close();
        outages.forget(login);
    }
}
