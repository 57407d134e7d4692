package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.ErrorKind;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets one account's colour: at most one HTTP request in progress and one colour waiting; the latest colour wins.
 *
 * <p>While Twitch cannot take a colour (a limit, an outage) the writer pauses with the latest colour and sends
 * that one afterwards, so a pause is never followed by a queue of stale colours. While it {@linkplain ColorHealth refuses}
 * all of them, a colour request fails at once, without an HTTP request.
 *
 * <p>Concurrency: colour requests come from session threads, answers from the transport's, the end of a pause from an
 * alarm. {@code lock} guards which colour request is in progress, which one waits, and the pause; requests and results are
 * handed out after it was released. The volatile flags are written before the lock is taken that a colour request needs to
 * continue, and so are seen by it.
 */
public final class ColorWriter {
    private static final Logger log = LoggerFactory.getLogger(ColorWriter.class);
    /** A colour that could not be set for this long no longer answers anybody's message. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private final String login;
    private final ColorTransport transport;
    private final Timers timers;
    private final ActivityMeter activity;
    private final Consumer<? super AccountEvent> events;
    private final Consumer<? super Answer.NotTaken> onUnauthorized;
    private final ColorHealth health;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private @Nullable ColorWish underWay;
    private @Nullable ColorWish waiting;
    private Timers.@Nullable Alarm pause;
    /** Whether nothing is sent, as Twitch lets the account do nothing. */
    private volatile boolean unauthorized;

    private volatile boolean closed;

    /**
     * Creates an idle writer.
     *
     * @param events gets each change in how Twitch accepts the account's colours; on the transport's threads
     * @param onUnauthorized gets each answer that the token is refused, after which nothing is sent until {@link #tryAgain}
     */
    public ColorWriter(
            String login,
            ColorTransport transport,
            Timers timers,
            ActivityMeter activity,
            Consumer<? super AccountEvent> events,
            Consumer<? super Answer.NotTaken> onUnauthorized) {
        this.login = login;
        this.transport = transport;
        this.timers = timers;
        this.activity = activity;
        this.events = events;
        this.onUnauthorized = onUnauthorized;
        this.health = new ColorHealth(login, timers, events);
    }

    /**
     * Wishes for a colour; returns at once.
     *
     * @param whenDone gets the outcome once, on any thread, unless the writer is closed first
     */
    public void write(ChatColor color, Origin origin, Consumer<? super ColorResult> whenDone) {
        ColorWish wish = new ColorWish(login, color, origin, whenDone, timers.nanos());
        Optional<String> refusal = health.refusal();
        if (refusal.isPresent()) {
            tellUnlessClosed(wish, new ColorResult.Failed(color, refusal.get()));
            return;
        }
        ColorWish replaced = null;
        boolean isRefused;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            isRefused = unauthorized;
            if (isRefused) {
                replaced = wish;
                wish = null;
            } else if (underWay != null || pause != null) {
                replaced = waiting;
                waiting = wish;
                wish = null;
            } else {
                underWay = wish;
            }
        } finally {
            lock.unlock();
        }
        if (replaced != null) {
            ChatColor unset = replaced.color();
            ColorResult result = isRefused ? new ColorResult.Unauthorized(unset) : new ColorResult.Superseded(unset);
            replaced.tell(result, timers, activity);
        }
        if (wish != null) {
            send(wish);
        }
    }

    /** Sends colours again after one that Twitch did not let the account set: it has another token now. */
    public void tryAgain() {
        unauthorized = false;
    }

    /**
     * Waits until nothing is in progress or waiting; a pause is not waited for.
     *
     * @return whether all colour requests were answered
     */
    public boolean awaitIdle(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            return deadline.await(idle, () -> underWay == null) && waiting == null;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts no more colour requests, and reports nothing about those that are left. */
    public void close() {
        Timers.Alarm alarm;
        lock.lock();
        try {
            closed = true;
            waiting = null;
            alarm = pause;
            pause = null;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void tellUnlessClosed(ColorWish wish, ColorResult result) {
        if (!closed) {
            wish.tell(result, timers, activity);
        }
    }

    private void send(ColorWish wish) {
        wish.sent(timers.nanos());
        transport.send(wish.color(), answer -> answered(wish, answer));
    }

    /** Where something is wrong, and may be logged, whose colour it is and why is in the log's context. */
    private void answered(ColorWish wish, Answer answer) {
        switch (answer) {
            case Answer.Accepted accepted -> {
                health.taken();
                done(wish, new ColorResult.Changed(wish.color()));
            }
            case Answer.NotTaken notTaken -> wish.inContext(() -> notTaken(wish, notTaken));
            case Answer.LoginNeeded(LoginNeededException cause) ->
                wish.inContext(() -> {
                    end(wish);
                    events.accept(cause.event());
                });
        }
    }

    /** An account may have no right to any colour, but each has one to the presets. */
    private void notTaken(ColorWish wish, Answer.NotTaken answer) {
        RemoteException why = answer.why();
        if (why.kind() == ErrorKind.REMOTE_LIMITED && why.retryAt().isPresent()) {
            limited(wish, why.retryAt().get());
        } else if (why.mayPass()) {
            unavailable(wish, Failure.of(why), why.retryAt());
        } else if (why.status() == UNAUTHORIZED) {
            end(wish);
            onUnauthorized.accept(answer);
        } else if (why.status() == BAD_REQUEST && wish.color() instanceof ChatColor.Hex hex) {
            health.answered();
            done(wish, new ColorResult.HexRefused(hex));
        } else {
            refused(wish, why.getMessage());
        }
    }

    /** Twitch has decided on a colour: on to the next colour request. The result is reported before the writer is idle. */
    private void done(ColorWish wish, ColorResult result) {
        tellUnlessClosed(wish, result);
        ColorWish next = next();
        if (next != null) {
            send(next);
        }
    }

    /** Twitch refuses all colours. */
    private void refused(ColorWish wish, String reason) {
        health.refused(reason);
        tellAll(wish, color -> new ColorResult.Failed(color, reason));
    }

    /** Twitch lets the account do nothing. Another colour request would only ask for another token, and there is none. */
    private void end(ColorWish refused) {
        unauthorized = true;
        tellAll(refused, ColorResult.Unauthorized::new);
    }

    /** All other colour requests end like this one. */
    private void tellAll(ColorWish wish, Function<ChatColor, ColorResult> result) {
        for (ColorWish each = wish; each != null; each = next()) {
            tellUnlessClosed(each, result.apply(each.color()));
        }
    }

    /** The colour request in progress from now on; null if there is none, and the writer is idle. */
    private @Nullable ColorWish next() {
        lock.lock();
        try {
            underWay = waiting;
            waiting = null;
            if (underWay == null) {
                idle.signalAll();
            }
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    private void limited(ColorWish wish, Instant until) {
        Duration wait = Duration.between(timers.instant(), until);
        if (tooLong(wish, wait)) {
            var unused = health.failed(new Failure(Cause.LIMITED, "Twitch accepts no more requests until " + until));
            done(wish, new ColorResult.Limited(wish.color(), until));
            return;
        }
        log.debug("{}: the limit is reached, the latest colour goes out in {}", login, wait);
        keep(wish);
        pause(wait);
    }

    private void unavailable(ColorWish wish, Failure failure, Optional<Instant> retryAt) {
        Duration drawn = health.failed(failure);
        Duration wait =
                retryAt.map(at -> Duration.between(timers.instant(), at)).orElse(drawn);
        if (tooLong(wish, wait)) {
            tellUnlessClosed(wish, new ColorResult.Failed(wish.color(), failure.words()));
        } else {
            keep(wish);
        }
        pause(wait);
    }

    private boolean tooLong(ColorWish wish, Duration wait) {
        return Duration.ofNanos(timers.nanos() - wish.since()).plus(wait).compareTo(LONGEST_WAIT) > 0;
    }

    /** Keeps the newer of the two colour requests for after a pause; the other one is reported as superseded first. */
    private void keep(ColorWish unsent) {
        lock.lock();
        try {
            if (waiting == null) {
                waiting = unsent;
                return;
            }
        } finally {
            lock.unlock();
        }
        unsent.tell(new ColorResult.Superseded(unsent.color()), timers, activity);
    }

    private void pause(Duration wait) {
        lock.lock();
        try {
            underWay = null;
            if (!closed) {
                pause = timers.after(wait.isNegative() ? Duration.ZERO : wait, this::resume);
            }
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void resume() {
        if (isNothingLeft()) {
            health.givenUp(); // Within the pause, as no answer can come then.
        }
        ColorWish next;
        lock.lock();
        try {
            pause = null;
            next = closed ? null : waiting;
            waiting = null;
            underWay = next;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            send(next);
        }
    }

    private boolean isNothingLeft() {
        lock.lock();
        try {
            return !closed && waiting == null;
        } finally {
            lock.unlock();
        }
    }
}
