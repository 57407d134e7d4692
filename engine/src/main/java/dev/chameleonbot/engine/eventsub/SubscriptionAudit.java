package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SubscriptionCalls.Listed;
import dev.chameleonbot.engine.helix.HelixPage;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what Twitch has with what is wanted on one session, soon after its beginning and every few minutes, and deletes
 * what is too much; what is missing the {@link SubscriptionRun} creates again. Where Twitch is away the next audit does it.
 *
 * <p>Each audit and each deletion runs on a virtual thread of the run's scope, and ends with it.
 */
final class SubscriptionAudit {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionAudit.class);
    private static final Failure ENDLESS =
            new Failure(Cause.SERVER, "Twitch's list of the account's subscriptions does not come to an end");

    /** Soon after a session has begun, as what went wrong then is found then. */
    static final Duration FIRST = Duration.ofSeconds(30);

    static final Duration BETWEEN = Duration.ofMinutes(5);

    private final SubscriptionRun run;
    private final Subscriptions all;

    /** Asks nobody yet. */
    SubscriptionAudit(SubscriptionRun run, Subscriptions all) {
        this.run = run;
        this.all = all;
    }

    /** Begins the regular audits. */
    void begin() {
        after(FIRST, this::regularly);
    }

    private void regularly() throws InterruptedException {
        try {
            audit();
        } finally {
            after(BETWEEN, this::regularly);
        }
    }

    /** One more, as soon after a move as the first one after the beginning. */
    void soon() {
        after(FIRST, this::audit);
    }

    /** One more, at once. */
    void now() {
        fork(this::audit);
    }

    private void fork(Scope.Task audit) {
        run.scope.fork("subscription audit", audit);
    }

    private void after(Duration delay, Scope.Task audit) {
        double jitter = 0.5 * all.timers.random().nextDouble();
        run.alarms.after(delay.plusMillis((long) (delay.toMillis() * jitter)), () -> fork(audit));
    }

    /** Deletes a subscription that is not wanted any more. Blocks. */
    void delete(String id) throws InterruptedException {
        bringInLine(() -> all.calls.delete(id));
    }

    private void audit() throws InterruptedException {
        if (!all.calls.isAway()) {
            bringInLine(this::compare);
        }
    }

    private void bringInLine(Step step) throws InterruptedException {
        try {
            step.run();
        } catch (RemoteException e) {
            notInLine(Failure.of(e));
        } catch (LoginNeededException e) {
            log.debug("{}: its subscriptions could not be brought in line: {}", all.calls.account, e.getMessage());
        }
    }

    private void notInLine(Failure failure) {
        if (!run.isClosed()) {
            all.limit.tell(
                    "not in line: " + failure.cause(),
                    more -> log.warn(
                            "{}: subscriptions at Twitch differ from the wanted ones; retrying within minutes: {}{}",
                            all.calls.account,
                            failure.words(),
                            more));
        }
    }

    private void compare() throws LoginNeededException, InterruptedException {
        Map<Topic, String> before = Map.copyOf(run.created);
        String session = run.sessionId();
        HelixPage<Listed> listed = all.calls.list();
        if (!run.isOn(session)) {
            return;
        }
        Set<Topic> there = new HashSet<>();
        for (Listed one : listed.elements()) {
            examine(one, session, there);
        }
        if (listed.cursor().isPresent()) {
            notInLine(ENDLESS);
            return;
        }
        before.forEach((topic, id) -> {
            if (!there.contains(topic)) {
                run.mend(topic, id);
            }
        });
    }

    /**
     * A subscription with a known id is ours, on any session that it is listed with: a list may be late with a move. One
     * with an unknown status counts as one that delivers.
     */
    private void examine(Listed one, String session, Set<Topic> there) throws InterruptedException {
        Topic topic = one.topic();
        String of = one.sessionId();
        if (!one.isOver() && (session.equals(of) || one.id().equals(run.created.get(topic)))) {
            if (all.wanted.containsKey(topic)) {
                there.add(topic);
                run.created.replace(topic, SubscriptionRun.UNKNOWN_ID, one.id());
            } else {
                log.info("{}: deletes a subscription that is no longer wanted", all.calls.account);
                delete(one.id());
            }
        } else if (!of.isEmpty() && (one.isOver() || (all.earlierSessions.contains(of) && !isNeeded(topic)))) {
            log.debug("{}: a subscription of an earlier session is deleted", all.calls.account);
            delete(one.id());
        }
    }

    /** An earlier session may still be read, for the channels that this one does not hear yet. */
    private boolean isNeeded(Topic topic) {
        return all.wanted.containsKey(topic) && !run.created.containsKey(topic);
    }

    /** Something that asks Twitch. */
    private interface Step {
        void run() throws LoginNeededException, InterruptedException;
    }
}
