package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.OutageLog;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PassingFailuresTest {
    private static final Failure LIMIT =
            new Failure(Cause.TRANSPORTS, "429 (number of websocket transports limit exceeded)");
    private static final Failure CLOSED = new Failure(Cause.CLOSED, "closed by Twitch with 1006");

    private final ManualTimers timers = new ManualTimers();
    private final EventBus events = new EventBus(timers);
    private final StatusTracker status =
            new StatusTracker("alice", 2, events, new OutageLog(timers), timers, Runnable::run);

    @AfterEach
    void close() {
        events.close(Duration.ZERO);
    }

    @Test
    void whatHasNotPassedAfterTwoMinutesNeedsAttentionAndHasAdviceThatFitsItsCause() {
        for (int i = 0; i < 12; i++) {
            status.failing(Kind.CONNECTION, "", LIMIT);
            assertThat(status.status().needsAttention()).isFalse();
            timers.advance(Duration.ofSeconds(10));
        }

        assertThat(status.status().needsAttention()).isTrue();
        assertThat(status.status().advice().orElseThrow()).contains("three connections");
        assertThat(status.status().lastError().orElseThrow()).contains("websocket transports");

        status.failing(Kind.CONNECTION, "", LIMIT);
        assertThat(status.status().needsAttention()).as("it still does").isTrue();

        status.over(Kind.CONNECTION, "");
        assertThat(status.status().needsAttention()).isFalse();
        assertThat(status.status().troubles()).isEmpty();
    }

    @Test
    void whatPassesInTimeNeedsNobody() {
        status.failing(Kind.CHANNEL, "a", LIMIT);
        timers.advance(Duration.ofSeconds(100));
        status.over(Kind.CHANNEL, "a");
        timers.advance(Duration.ofHours(1));

        assertThat(status.status().needsAttention()).isFalse();
    }

    @Test
    void theRootCauseStaysWhereMoreGoesWrongInItsConsequence() {
        status.failing(Kind.CONNECTION, "", LIMIT);
        status.failing(Kind.CONNECTION, "", CLOSED);
        assertThat(status.status().lastError()).contains(LIMIT.words());

        status.failing(Kind.CONNECTION, "", new Failure(Cause.NAME, "eventsub.invalid"));
        assertThat(status.status().lastError()).contains("eventsub.invalid");
    }

    @Test
    void aConnectionThatComesAndGoesForMinutesNeedsAttention() {
        status.to(AccountState.CONNECTING);
        for (int i = 0; i < 10; i++) {
            status.failing(Kind.CONNECTION, "", CLOSED);
            timers.advance(Duration.ofSeconds(15));
            status.to(AccountState.LIVE);
            status.over(Kind.CONNECTION, "");
            timers.advance(Duration.ofSeconds(1));
            status.to(AccountState.RECONNECTING);
        }
        status.failing(Kind.CONNECTION, "", CLOSED);

        assertThat(status.status().needsAttention()).isTrue();
    }

    @Test
    void eachChannelIsTroubledForItself() {
        status.failing(Kind.CHANNEL, "a", LIMIT);
        status.failing(Kind.CHANNEL, "b", LIMIT);
        status.over(Kind.CHANNEL, "a");
        timers.advance(StatusTracker.PATIENCE);

        assertThat(status.status().attention().orElseThrow().subject()).isEqualTo("b");
    }
}
