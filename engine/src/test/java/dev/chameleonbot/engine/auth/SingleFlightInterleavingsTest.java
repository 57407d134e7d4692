package dev.chameleonbot.engine.auth;

import static dev.chameleonbot.engine.Interleavings.explore;
import static dev.chameleonbot.engine.Interleavings.require;
import static dev.chameleonbot.engine.Interleavings.shared;
import static dev.chameleonbot.engine.Interleavings.together;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way tokens are replaced, in every order of two callers that matters: one request for one stale token. */
@Tag("interleavings")
final class SingleFlightInterleavingsTest {
    private static final Executor THREADS = task -> new Thread(task).start();

    @Tag("full")
    @Test
    void twoCallersWithTheSameStaleTokenMakeOneRequest() {
        explore(1_000, () -> {
            Tokens tokens = shared(new Tokens());
            int[] got = new int[2];
            together(() -> got[0] = tokens.refreshed(0), () -> got[1] = tokens.refreshed(0));
            require(tokens.requests.get() == 1, "one request, not " + tokens.requests);
            require(got[0] == 1 && got[1] == 1, "both have the new token");
        });
    }

    @Tag("full")
    @Test
    void aLoginBesideARefreshIsNotOverwrittenByIt() {
        explore(() -> {
            Tokens tokens = shared(new Tokens());
            together(() -> tokens.refreshed(0), () -> tokens.use(100));
            require(tokens.current() == 100, "the login's token, not " + tokens.current());
        });
    }

    @Tag("full")
    @Test
    void aFailureIsToldToAllWhoWait() {
        explore(() -> {
            SingleFlight<Integer> flight = shared(new SingleFlight<>());
            boolean[] failed = new boolean[2];
            together(() -> failed[0] = fails(flight), () -> failed[1] = fails(flight));
            require(failed[0] && failed[1], "both are told");
        });
    }

    @Test
    void whoeverWasToldOfAFailureAndAsksAgainBeginsAnew() {
        explore(() -> {
            SingleFlight<Integer> flight = shared(new SingleFlight<>());
            require(fails(flight), "the first fails");
            require(flight.join(THREADS, () -> 7).join() == 7, "the next one begins anew");
        });
    }

    @Tag("full")
    @Test
    void whoeverWaitsForTheEndOfItFindsItDone() {
        explore(() -> {
            Tokens tokens = shared(new Tokens());
            together(() -> tokens.refreshed(0), () -> {
                boolean begun = tokens.begun;
                require(tokens.settled(), "it settles");
                require(!begun || tokens.current() == 1, "what had begun is done");
            });
        });
    }

    private static boolean fails(SingleFlight<Integer> flight) {
        CompletableFuture<Integer> outcome = flight.join(THREADS, () -> {
            throw new IllegalStateException("refused");
        });
        return outcome.handle((result, failure) -> failure != null).join();
    }

    /** What keepers do with the tokens of an account, told apart by numbers here. */
    private static final class Tokens {
        private final TokenState tokens =
                new TokenState("alice", new InMemoryStateStore(InstantSource.system()).cache(new ManualTimers()));
        private final AtomicInteger requests = new AtomicInteger();
        private volatile boolean begun;

        Tokens() {
            use(0);
        }

        int current() {
            return number(tokens.requireCurrent());
        }

        int refreshed(int stale) {
            if (current() != stale) {
                return current();
            }
            return number(tokens.refresh().join(THREADS, () -> replace(stale)).join());
        }

        private StoredTokens replace(int stale) {
            begun = true;
            StoredTokens before = tokens.requireCurrent();
            if (number(before) != stale) {
                return before;
            }
            requests.incrementAndGet();
            return tokens.storing().get(() -> {
                StoredTokens now = tokens.requireCurrent();
                if (!now.equals(before)) {
                    return now;
                }
                StoredTokens next = numbered(stale + 1);
                tokens.use(next);
                return next;
            });
        }

        void use(int number) {
            tokens.storing().run(() -> tokens.use(numbered(number)));
        }

        boolean settled() {
            try {
                return tokens.refresh().settle(Duration.ofDays(1));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static StoredTokens numbered(int number) {
            return new StoredTokens(Secret.of("token" + number), Optional.empty(), Instant.EPOCH, "");
        }

        private static int number(StoredTokens tokens) {
            return Integer.parseInt(tokens.access().reveal().substring("token".length()));
        }
    }
}
