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

final class PassingTroublesTest {
    private static final Failure LIMIT =
            new Failure(Cause.TRANSPORTS, "429 (number of websocket transports limit exceeded)");
    private static final Failure CLOSED = new Failure(Cause.CLOSED, "closed by Twitch with 1006");

    private final ManualTimers timers = new ManualTimers();
    private final EventBus events = new EventBus(timers);
    private final StatusBoard board = new StatusBoard("alice", 2, timers, events);
    private final PassingTroubles troubles =
            new PassingTroubles("alice", board, new OutageLog(timers), timers, Runnable::run);

    @AfterEach
    void close() {
        events.close(Duration.ZERO);
    }

    @Test
    void whatHasNotPassedAfterTwoMinutesNeedsAttentionAndHasAdviceThatFitsItsCause() {
        for (int i = 0; i < 12; i++) {
            troubles.note(Kind.CONNECTION, "", LIMIT);
            assertThat(board.status().needsAttention()).isFalse();
            timers.advance(Duration.ofSeconds(10));
        }

        assertThat(board.status().needsAttention()).isTrue();
        assertThat(board.status().advice().orElseThrow()).contains("three connections");
        assertThat(board.status().lastError().orElseThrow()).contains("websocket transports");

        troubles.note(Kind.CONNECTION, "", LIMIT);
        assertThat(board.status().needsAttention()).as("it still does").isTrue();

        troubles.over(Kind.CONNECTION, "");
        assertThat(board.status().needsAttention()).isFalse();
        assertThat(board.status().troubles()).isEmpty();
    }

    @Test
    void whatPassesInTimeNeedsNobody() {
        troubles.note(Kind.CHANNEL, "a", LIMIT);
        timers.advance(Duration.ofSeconds(100));
        troubles.over(Kind.CHANNEL, "a");
        timers.advance(Duration.ofHours(1));

        assertThat(board.status().needsAttention()).isFalse();
    }

    @Test
    void theRootCauseStaysWhereMoreGoesWrongInItsConsequence() {
        troubles.note(Kind.CONNECTION, "", LIMIT);
        troubles.note(Kind.CONNECTION, "", CLOSED);
        assertThat(board.status().lastError()).contains(LIMIT.words());

        troubles.note(Kind.CONNECTION, "", new Failure(Cause.NAME, "eventsub.invalid"));
        assertThat(board.status().lastError()).contains("eventsub.invalid");
    }

    @Test
    void aConnectionThatComesAndGoesForMinutesNeedsAttention() {
        board.to(AccountState.CONNECTING);
        for (int i = 0; i < 10; i++) {
            troubles.note(Kind.CONNECTION, "", CLOSED);
            timers.advance(Duration.ofSeconds(15));
            board.to(AccountState.LIVE);
            troubles.over(Kind.CONNECTION, "");
            timers.advance(Duration.ofSeconds(1));
            board.to(AccountState.RECONNECTING);
        }
        troubles.note(Kind.CONNECTION, "", CLOSED);

        assertThat(board.status().needsAttention()).isTrue();
    }

    @Test
    void eachChannelIsTroubledForItself() {
        troubles.note(Kind.CHANNEL, "a", LIMIT);
        troubles.note(Kind.CHANNEL, "b", LIMIT);
        troubles.over(Kind.CHANNEL, "a");
        timers.advance(PassingTroubles.PATIENCE);

        assertThat(board.status().attention().orElseThrow().subject()).isEqualTo("b");
    }
}
