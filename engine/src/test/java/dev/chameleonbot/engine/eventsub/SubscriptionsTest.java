package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.helix.CallGate;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.helix.RateBudget;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.Retries;
import java.net.URI;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** What is still to come for a session's subscriptions; none is wanted here, so nothing is asked of Twitch at once. */
final class SubscriptionsTest {
    private static final Leave NOW = new Leave(0, false);

    private final ManualTimers timers = new ManualTimers();
    private final Subscriptions subscriptions = subscriptions();

    @Test
    void aSessionIsComparedWithWhatTwitchHasAfterAWhile() {
        subscriptions.subscribe(1, "session1", NOW);

        assertThat(timers.alarms()).isEqualTo(1);
    }

    @Test
    void nothingIsToComeOnceTheSessionIsOver() {
        subscriptions.subscribe(1, "session1", NOW);
        subscriptions.forgetSession();

        assertThat(timers.alarms()).isZero();
    }

    @Test
    void theNextSessionIsComparedAgain() {
        subscriptions.subscribe(1, "session1", NOW);
        subscriptions.forgetSession();
        subscriptions.subscribe(2, "session2", NOW);

        assertThat(timers.alarms()).isEqualTo(1);
    }

    @SuppressWarnings("NullAway") // An account that calls nothing has no need of tokens.
    private Subscriptions subscriptions() {
        RateBudget budget = new RateBudget();
        CallGate gate = new CallGate("calling Helix", budget, timers, new EngineMeters());
        SubscriptionCalls calls = new SubscriptionCalls(
                new HelixAccount("alice", null, budget, gate, gate),
                new HelixCalls(new OkHttpClient(), URI.create("http://localhost:1"), timers),
                new Retries(Backoff.STANDARD, timers),
                new EndpointHealth(timers));
        return new Subscriptions(calls, timers, new LogLimit(timers), event -> {});
    }
}
