package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.plugin.host.Mutex;
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
    private final Mutex lock = new Mutex();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    /** Those who want no turn yet, and come as well when it is back. */
    private final Set<Waiting> resting = new LinkedHashSet<>();
    /** What is wrong; null while all is well. */
    private @Nullable Failure outage;

    private long downSince;
    private long lastSuccess;
    /** Whether a turn has come that nobody was there for. */
    private boolean turnIsFree;

    /** An endpoint of which nothing bad is known. */
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
            lock.run(() -> {
                queue.remove(this);
                resting.remove(this);
            });
        }
    }

    /** What is known to be wrong with it now. */
    public Optional<Failure> outage() {
        return lock.get(() -> Optional.ofNullable(outage));
    }

    /**
     * Asks for leave to try; returns at once.
     *
     * @param go called once, at once or later, by any thread; must not block
     */
    public Waiting ask(Consumer<? super Leave> go) {
        Waiting asking = new Waiting(go);
        Optional<Leave> leave = lock.get(() -> {
            boolean isTurn = outage != null;
            if (isTurn && !turnIsFree) {
                queue.add(asking);
                return Optional.empty();
            }
            if (isTurn) {
                turnIsFree = false;
                armNextTurn();
            }
            return Optional.of(new Leave(timers.nanos(), isTurn));
        });
        leave.ifPresent(go);
        return asking;
    }

    /** Waits for leave to try. Blocks the calling virtual thread. */
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
     * @return whether the end of the outage came before
     */
    public boolean rest(Duration time) throws InterruptedException {
        CompletableFuture<Boolean> back = new CompletableFuture<>();
        Waiting waiting = new Waiting(leave -> back.complete(true));
        if (!lock.get(() -> outage != null && resting.add(waiting))) {
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

    /**
     * Whether a leave that was given some time ago still holds.
     *
     * @return false if the endpoint was found to be away since, so that one has to ask again
     */
    public boolean holds(Leave leave) {
        return lock.get(() -> leave.isTurn() || outage == null);
    }

    /**
     * Whether it has answered somebody after a moment.
     *
     * @param moment on the monotonic clock
     */
    boolean hasAnsweredSince(long moment) {
        return lock.get(() -> lastSuccess - moment > 0);
    }

    /** It has answered somebody: all may try, a few at a time of those who have waited. */
    public void answered() {
        boolean isBack = lock.get(() -> {
            lastSuccess = timers.nanos();
            if (outage == null) {
                return false;
            }
            outage = null;
            turnIsFree = false;
            queue.addAll(resting);
            resting.clear();
            return true;
        });
        if (isBack) {
            release();
        }
    }

    private void release() {
        List<Waiting> some = new ArrayList<>();
        lock.run(() -> {
            while (outage == null && some.size() < AT_A_TIME && !queue.isEmpty()) {
                some.add(queue.remove());
            }
            if (outage == null && !queue.isEmpty()) {
                timers.after(BETWEEN_RELEASES, this::release);
            }
        });
        Leave leave = new Leave(timers.nanos(), false);
        some.forEach(waiting -> waiting.go.accept(leave));
    }

    /**
     * Somebody has not reached it, or it says that it is at fault.
     *
     * @param leave that somebody's leave; what was begun before the latest success says nothing
     */
    public void failed(Leave leave, Failure failure) {
        lock.run(() -> {
            if (leave.since() - lastSuccess < 0) {
                return;
            }
            if (outage == null) {
                downSince = timers.nanos();
                turnIsFree = false;
                armNextTurn();
            }
            outage = failure;
        });
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
        Optional<Waiting> next = lock.get(() -> {
            if (outage == null || downSince != outageBegan) {
                return Optional.empty();
            }
            Optional<Waiting> first = Optional.ofNullable(queue.poll());
            first.ifPresentOrElse(waiting -> armNextTurn(), () -> turnIsFree = true);
            return first;
        });
        next.ifPresent(waiting -> waiting.go.accept(new Leave(timers.nanos(), true)));
    }
}
