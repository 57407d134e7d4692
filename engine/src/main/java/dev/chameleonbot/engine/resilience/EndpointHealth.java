package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether one endpoint of Twitch is to be had, as far as any account knows. While it is, everybody may try. While it is
 * not, one after the other may, in turns that come at most once a second for the whole engine; when one of them gets
 * through, all others follow, a few at a time.
 *
 * <p>Thread-safe. The lock guards all fields; who is let through is told outside of it.
 */
public final class EndpointHealth {
    /** Between two turns: not longer than a quarter of the outage so far, as far as these two allow. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    static final Duration LONGEST = Duration.ofSeconds(12);

    /** How many follow at a time when it is back, and how soon the next ones do. */
    static final int AT_A_TIME = 64;

    static final Duration BETWEEN_RELEASES = Duration.ofMillis(100);

    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    /** Those who want no turn yet, and come as well when it is back. */
    private final Set<Waiting> resting = new LinkedHashSet<>();
    /** What is wrong; null while all is well. */
    private @Nullable Failure outage;

    private long downSince;
    private long lastSuccess;
    /** Whether a turn has come that nobody was there for. */
    private boolean turnIsFree;

    /**
     * An endpoint of which nothing bad is known.
     *
     * @param timers the clock
     */
    public EndpointHealth(Timers timers) {
        this.timers = timers;
        this.lastSuccess = timers.nanos();
    }

    /**
     * Permission to try once. Its holder reports the outcome, by {@link #answered} or {@link #failed}, if that says
     * something of the endpoint.
     *
     * @param since when it was given, on the monotonic clock
     * @param isTurn whether it was one's turn while the endpoint was away
     */
    public record Leave(long since, boolean isTurn) {}

    /** Somebody who wants to try. */
    public final class Waiting {
        private final Consumer<? super Leave> go;

        private Waiting(Consumer<? super Leave> go) {
            this.go = go;
        }

        /** Does not want to any more. */
        public void cancel() {
            lock.lock();
            try {
                queue.remove(this);
                resting.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /** What is known to be wrong with it now. */
    public Optional<Failure> outage() {
        lock.lock();
        try {
            return Optional.ofNullable(outage);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for leave to try; returns at once.
     *
     * @param go called once, at once or later, by any thread; must not block
     * @return a handle to give up waiting
     */
    public Waiting ask(Consumer<? super Leave> go) {
        Waiting asking = new Waiting(go);
        boolean isTurn;
        lock.lock();
        try {
            isTurn = outage != null;
            if (isTurn && !turnIsFree) {
                queue.add(asking);
                return asking;
            }
            if (isTurn) {
                turnIsFree = false;
                armNextTurn();
            }
        } finally {
            lock.unlock();
        }
        go.accept(new Leave(timers.nanos(), isTurn));
        return asking;
    }

    /**
     * Waits for leave to try. Blocks the calling virtual thread.
     *
     * @return the leave
     * @throws InterruptedException if the thread was interrupted
     */
    public Leave await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before the attempt was allowed");
        }
        CompletableFuture<Leave> leave = new CompletableFuture<>();
        Waiting waiting = ask(leave::complete);
        try {
            return leave.get();
        } catch (InterruptedException e) {
            waiting.cancel();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Leave is never refused", e);
        }
    }

    /**
     * Waits a time, or until the outage that there is now has ended. Blocks the calling virtual thread.
     *
     * @param time how long at most
     * @return whether the end of the outage came before
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean rest(Duration time) throws InterruptedException {
        CompletableFuture<Boolean> back = new CompletableFuture<>();
        Waiting waiting = new Waiting(leave -> back.complete(true));
        if (!isResting(waiting)) {
            timers.sleep(time);
            return false;
        }
        Timers.Alarm alarm = timers.after(time, () -> back.complete(false));
        try {
            return back.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A rest does not fail", e);
        } finally {
            alarm.cancel();
            waiting.cancel();
        }
    }

    private boolean isResting(Waiting waiting) {
        lock.lock();
        try {
            return outage != null && resting.add(waiting);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a leave that was given some time ago still holds.
     *
     * @param leave the leave
     * @return false if the endpoint was found to be away since, so that one has to ask again
     */
    public boolean holds(Leave leave) {
        lock.lock();
        try {
            return leave.isTurn() || outage == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether it has answered somebody after a moment.
     *
     * @param moment on the monotonic clock
     * @return true if a success came later than that
     */
    boolean hasAnsweredSince(long moment) {
        lock.lock();
        try {
            return lastSuccess - moment > 0;
        } finally {
            lock.unlock();
        }
    }

    /** It has answered somebody: all may try, a few at a time of those who have waited. */
    public void answered() {
        lock.lock();
        try {
            lastSuccess = timers.nanos();
            if (outage == null) {
                return;
            }
            outage = null;
            turnIsFree = false;
            queue.addAll(resting);
            resting.clear();
        } finally {
            lock.unlock();
        }
        release();
    }

    private void release() {
        List<Waiting> some = new ArrayList<>();
        lock.lock();
        try {
            while (outage == null && some.size() < AT_A_TIME && !queue.isEmpty()) {
                some.add(queue.remove());
            }
            if (outage == null && !queue.isEmpty()) {
                timers.after(BETWEEN_RELEASES, this::release);
            }
        } finally {
            lock.unlock();
        }
        Leave leave = new Leave(timers.nanos(), false);
        some.forEach(waiting -> waiting.go.accept(leave));
    }

    /**
     * Somebody has not reached it, or it says that it is at fault.
     *
     * @param leave that somebody's leave; what was begun before the latest success says nothing
     * @param failure what happened
     */
    public void failed(Leave leave, Failure failure) {
        lock.lock();
        try {
            if (leave.since() - lastSuccess < 0) {
                return;
            }
            if (outage == null) {
                downSince = timers.nanos();
                turnIsFree = false;
                armNextTurn();
            }
            outage = failure;
        } finally {
            lock.unlock();
        }
    }

    private void armNextTurn() {
        long outageBegan = downSince;
        timers.after(untilNextTurn(), () -> turn(outageBegan));
    }

    private Duration untilNextTurn() {
        Duration longest = Duration.ofNanos((timers.nanos() - downSince) / 4);
        longest = longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
        long half = longest.toMillis() / 2;
        return Duration.ofMillis(
                Math.max(SHORTEST.toMillis(), half + (long) (timers.random().nextDouble() * half)));
    }

    private void turn(long outageBegan) {
        Waiting next;
        lock.lock();
        try {
            if (outage == null || downSince != outageBegan) {
                return;
            }
            next = queue.poll();
            if (next == null) {
                turnIsFree = true;
                return;
            }
            armNextTurn();
        } finally {
            lock.unlock();
        }
        next.go.accept(new Leave(timers.nanos(), true));
    }
}
