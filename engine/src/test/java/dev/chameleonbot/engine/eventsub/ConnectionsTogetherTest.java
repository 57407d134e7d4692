package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Action;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Alarm;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.BlockingTimers;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import okhttp3.Request;
import okhttp3.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many accounts with the connections, the retries and the health that they really have, on threads of their own, while
 * sockets or subscriptions are away. Time passes when every thread waits.
 */
final class ConnectionsTogetherTest {
    private static final int ACCOUNTS = 200;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration REFUSED_AFTER = Duration.ofMillis(5);
    private static final Duration WELCOMED_AFTER = Duration.ofMillis(100);
    /** Twitch's time to subscribe to something. */
    private static final Duration UNUSED_AFTER = Duration.ofSeconds(10);

    private static final Duration ALL_ARE_BACK = Duration.ofSeconds(21);

    private final ManualTimers timers = new ManualTimers(() -> 1L << 62);
    private final SplittableRandom random = new SplittableRandom(20_260_201);
    private final TwitchHealth health = TwitchHealth.unknown(timers);
    private final Retries retries = new Retries(Backoff.STANDARD, new BlockingTimers(timers));
    private final Semaphore openings = new Semaphore(64);
    private final List<Long> sockets = new CopyOnWriteArrayList<>();
    private final List<Long> posts = new CopyOnWriteArrayList<>();
    private final List<Long> lives = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private volatile boolean socketsAway;
    private volatile boolean subscriptionsAway;

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 300})
    void aFewTryForAllWhileThereAreNoSockets(long seconds) {
        socketsAway = true;
        loseAll();
        pass(Duration.ofSeconds(seconds));
        socketsAway = false;
        pass(Duration.ofMinutes(1));

        assertThatFewHaveTried(sockets, seconds);
        assertThatAllAreBack(seconds);
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 300})
    void noSocketsAreOpenedForNothingWhileNothingCanBeSubscribedTo(long seconds) {
        subscriptionsAway = true;
        loseAll();
        pass(Duration.ofSeconds(seconds));
        subscriptionsAway = false;
        pass(Duration.ofMinutes(1));

        assertThatFewHaveTried(sockets, seconds);
        assertThatFewHaveTried(posts, seconds);
        assertThatAllAreBack(seconds);
    }

    private static void assertThatFewHaveTried(List<Long> attempts, long seconds) {
        for (long from = 15_000; from < seconds * 1_000; from += 1_000) {
            long begin = from;
            assertThat(attempts.stream().filter(at -> at >= begin && at < begin + 1_000))
                    .as("attempts in the second from %d ms on", begin)
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    private void assertThatAllAreBack(long seconds) {
        assertThat(lives).hasSize(ACCOUNTS);
        assertThat(Collections.max(lives) - seconds * 1_000)
                .as("the last one is live again, in ms")
                .isLessThan(ALL_ARE_BACK.toMillis());
    }

    private void loseAll() {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(new Account());
        }
        accounts.forEach(Account::lose);
    }

    private void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(STEP)) {
            timers.advance(STEP);
            settle();
        }
    }

    /** Until every thread waits, and nothing has happened in between. */
    private void settle() {
        for (int quiet = 0; quiet < 3; quiet++) {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
                quiet = 0;
            }
            threads.removeIf(thread -> !thread.isAlive());
            if (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                quiet = 0;
                Thread.onSpinWait();
            }
        }
    }

    private Thread start(Runnable task) {
        Thread thread = Thread.startVirtualThread(task);
        threads.add(thread);
        return thread;
    }

    private long now() {
        return Duration.ofNanos(timers.nanos()).toMillis();
    }

    /** What a session does with its machine's actions; its events come one at a time. */
    private final class Account {
        private final EventSubMachine machine = new EventSubMachine(random.split());
        private int current = 1;
        private boolean isLive = true;
        private Thread subscribing = Thread.currentThread();

        Account() {
            machine.on(new Event.Start());
            machine.on(new Event.Welcomed(1, "session", Duration.ofSeconds(10)));
            machine.on(new Event.Subscribed(1, true));
            machine.on(new Event.AlarmRang(Alarm.STABLE, 1, Duration.ZERO));
        }

        void lose() {
            isLive = false;
            ended(1, new Failure(Cause.NETWORK, "reset"));
        }

        private void ended(int number, Failure failure) {
            boolean needsMore = health.subscriptions().outage().isPresent();
            perform(machine.on(new Event.Lost(number, failure, needsMore)));
        }

        private void perform(List<Action> actions) {
            for (Action action : actions) {
                switch (action) {
                    case Action.Arm(Alarm alarm, int number, Duration delay)
                    when alarm == Alarm.BACKOFF_OVER || alarm == Alarm.STABLE ->
                        timers.after(
                                delay, () -> perform(machine.on(new Event.AlarmRang(alarm, number, Duration.ZERO))));
                    case Action.Open open -> open(open.connection());
                    case Action.ForgetSession forget -> forget();
                    default -> {}
                }
            }
        }

        private void forget() {
            if (!subscribing.equals(Thread.currentThread())) {
                subscribing.interrupt();
            }
        }

        @SuppressWarnings("NullAway") // No frame comes in.
        private void open(int number) {
            current = number;
            Connection connection = new Connection(
                    number, null, this::happened, timers, openings, health.sockets(), health.subscriptions());
            start(() -> open(number, connection));
        }

        private void open(int number, Connection connection) {
            try {
                connection.open((request, listener) -> connect(number, connection, request), "wss://twitch");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private WebSocket connect(int number, Connection connection, Request request) {
            sockets.add(now());
            if (socketsAway) {
                timers.after(REFUSED_AFTER, () -> connection.end(new Failure(Cause.NETWORK, "refused")));
            } else {
                timers.after(WELCOMED_AFTER, () -> welcomed(number, connection));
            }
            return new SilentSocket(request);
        }

        private void welcomed(int number, Connection connection) {
            connection.welcomed();
            perform(machine.on(new Event.Welcomed(number, "session" + number, Duration.ofSeconds(10))));
            Leave leave = connection.leaveToSubscribe().orElseThrow();
            subscribing = start(() -> subscribe(number, leave));
            timers.after(UNUSED_AFTER, () -> {
                if (!isLive && current == number) {
                    connection.end(new Failure(Cause.UNUSED, "4003"));
                }
            });
        }

        private void subscribe(int number, Leave leave) {
            try {
                int done =
                        retries.untilDone(health.subscriptions(), new AttemptLimit(leave), this::post, failure -> {});
                events.add(() -> live(number, done));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private int post() {
            posts.add(now());
            if (subscriptionsAway) {
                throw RemoteException.answered("subscribing", 503, "", null);
            }
            return 1;
        }

        private void live(int number, int subscriptions) {
            if (current == number && !isLive && subscriptions > 0) {
                isLive = true;
                lives.add(now());
                perform(machine.on(new Event.Subscribed(number, true)));
            }
        }

        private void happened(EventSubEvent event) {
            if (event instanceof EventSubEvent.Ended(int number, Failure failure)) {
                events.add(() -> ended(number, failure));
            }
        }
    }
}
