package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Repeats blocking calls that may pass, with {@linkplain Backoff back-off}, or when the server says: as long as it
 * takes, or a number of times. Ends on success, on a failure that will not pass, and on interruption.
 */
public final class Retries {
    private static final int FOR_EVER = 0;

    /** How long between attempts at most while the endpoint fails this call and answers others. */
    private static final Duration AMONG_OTHERS = Duration.ofSeconds(10);

    private final Backoff backoff;
    private final Timers timers;

    /**
     * Creates retries.
     *
     * @param backoff how long between attempts
     * @param timers the clock that is waited by, and that {@link RemoteException#retryAt()} is compared with
     */
    public Retries(Backoff backoff, Timers timers) {
        this.backoff = backoff;
        this.timers = timers;
    }

    /**
     * Calls until it succeeds. Blocks the calling virtual thread between attempts.
     *
     * @param onFailure gets each failure that will be retried
     * @throws E any other exception of the call; it is not retried
     * @throws RemoteException the failure that will not pass
     */
    public <T, E extends Exception> T untilDone(Call<T, E> call, Consumer<RemoteException> onFailure)
            throws E, InterruptedException {
        return run(call, FOR_EVER, onFailure);
    }

    /**
     * Calls an endpoint until that succeeds, by leave of the endpoint's health, and never waits longer than the failures
     * have lasted so far, or than the server says. The end of an outage cuts the wait short, once. What fails although
     * others have got through since it failed before is no outage: it waits by itself, and nobody waits for it. Blocks
     * the calling virtual thread between attempts.
     *
     * @param endpoint what is known of the endpoint; learns what comes of each attempt that is not given up
     * @param door what each attempt has to pass before
     * @param onFailure gets each failure that will be retried, and the endpoint's outage if it is waited for
     * @throws E any other exception of the call; it is not retried
     * @throws RemoteException the failure that will not pass
     */
    @SuppressWarnings("try") // That the pass is given back is all that is wanted of it.
    public <T, E extends Exception> T untilDone(
            EndpointHealth endpoint, Door door, Call<T, E> call, Consumer<Failure> onFailure)
            throws E, InterruptedException {
        long began = timers.nanos();
        OptionalLong failedAt = OptionalLong.empty();
        boolean cutShort = false;
        while (true) {
            endpoint.outage().ifPresent(onFailure);
            EndpointHealth.Leave leave = door.leave(endpoint);
            try (Door.Pass pass = door.enter()) {
                if (!endpoint.holds(leave)) {
                    continue; // It was found to be away while others were before the door.
                }
                T result = attempt(call);
                endpoint.answered();
                return result;
            } catch (RemoteException e) {
                Failure failure = Failure.of(e);
                boolean isAtFault = failure.cause().isOutage();
                boolean isAlone = isAtFault && failedAt.isPresent() && endpoint.hasAnsweredSince(failedAt.getAsLong());
                boolean isOutage = isAtFault && !isAlone;
                failedAt = OptionalLong.of(timers.nanos());
                if (isOutage) {
                    endpoint.failed(leave, failure);
                } else if (!isAtFault && (e.status() != RemoteException.NO_ANSWER || !e.mayPass())) {
                    endpoint.answered();
                }
                if (!e.mayPass()) {
                    throw e;
                }
                onFailure.accept(failure);
                Duration wait = notBefore(e, backoff.within(longest(failure, isAlone, began), timers.random()));
                if (isOutage && !cutShort) {
                    cutShort = endpoint.rest(wait);
                } else {
                    timers.sleep(wait);
                    cutShort = false;
                }
            }
        }
    }

    /** By how long it has failed, unless others decide who is next, and when: the endpoint's health, or the budget. */
    private Duration longest(Failure failure, boolean isAlone, long began) {
        Duration lasted = Duration.ofNanos(timers.nanos() - began);
        if (isAlone) {
            return lasted.compareTo(AMONG_OTHERS) > 0 ? AMONG_OTHERS : lasted;
        }
        return failure.cause().isOutage() || failure.cause() == Cause.HELD_BACK ? Duration.ZERO : lasted;
    }

    /**
     * Calls until it succeeds, a few times at most. Blocks the calling virtual thread between attempts.
     *
     * @throws E any other exception of the call; it is not retried
     * @throws RemoteException the failure that will not pass, or that of the last attempt; the earlier attempts are suppressed in it
     */
    public <T, E extends Exception> T atMost(int attempts, Call<T, E> call) throws E, InterruptedException {
        List<RemoteException> earlier = new ArrayList<>();
        try {
            return run(call, attempts, earlier::add);
        } catch (RemoteException e) {
            earlier.stream().filter(failure -> failure != e).forEach(e::addSuppressed);
            throw e;
        }
    }

    private <T, E extends Exception> T run(Call<T, E> call, int attempts, Consumer<RemoteException> onRetry)
            throws E, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return attempt(call);
            } catch (RemoteException e) {
                if (!e.mayPass() || failures == attempts) {
                    throw e;
                }
                onRetry.accept(e);
                timers.sleep(delay(failures, e));
            }
        }
    }

    /** What is given up, by an interruption or the end of the account, is no failure. */
    private static <T, E extends Exception> T attempt(Call<T, E> call) throws E, InterruptedException {
        try {
            return call.call();
        } catch (RemoteException e) {
            if (e.isGivenUp() || (e.status() == RemoteException.NO_ANSWER && Thread.interrupted())) {
                throw new InterruptedException(e.getMessage());
            }
            throw e;
        }
    }

    /**
     * How long to wait after a failure.
     *
     * @return the wait: until the server's own time where it names one, and a jitter over it, else the back-off's
     */
    public Duration delay(int failures, Throwable last) {
        return notBefore(last, backoff.delay(failures, timers.random()));
    }

    private Duration notBefore(Throwable last, Duration drawn) {
        if (last instanceof RemoteException remote && remote.retryAt().isPresent()) {
            Duration named = Duration.between(timers.instant(), remote.retryAt().get());
            return named.isNegative() ? drawn : named.plus(drawn.dividedBy(4));
        }
        return drawn;
    }

    /** What an attempt has to pass before it is made; by itself a door that stands open. */
    public interface Door {
        /** Stands open. */
        Door OPEN = new Door() {};

        /** Gets leave of the endpoint's health. Blocks. */
        default EndpointHealth.Leave leave(EndpointHealth endpoint) throws InterruptedException {
            return endpoint.await();
        }

        /**
         * Passes it. Blocks.
         *
         * @return what is given back when the attempt is over
         */
        default Pass enter() throws InterruptedException {
            return () -> {};
        }

        /** That somebody is inside. */
        @FunctionalInterface
        interface Pass extends AutoCloseable {
            @Override
            void close();
        }
    }

    /**
     * A call that may have to be repeated.
     *
     * @param <E> what it throws besides {@link RemoteException}
     */
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        /**
         * Makes the call.
         *
         * @throws RemoteException if Twitch does not answer correctly
         */
        T call() throws E, InterruptedException;
    }
}
