package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.OutageLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StatusTrackerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTimers timers = new ManualTimers();
    private final List<AccountState> told = new CopyOnWriteArrayList<>();
    private final EventBus events = new EventBus(timers);
    private final StatusTracker status =
            new StatusTracker("alice", 2, events, new OutageLog(timers), timers, Runnable::run);

    @BeforeEach
    void listen() {
        events.subscribe("on purpose", event -> {
            throw new IllegalStateException("on purpose");
        });
        events.subscribe(
                "test", event -> told.add(((AccountStatusChanged) event).after().state()));
    }

    @Test
    void tellsEachStepInOrderAlsoAfterAListenerThatThrows() {
        status.to(AccountState.CONNECTING);
        status.to(AccountState.LIVE);
        status.to(AccountState.RECONNECTING);

        assertThat(events.close(PATIENCE)).isEmpty();
        assertThat(told).containsExactly(AccountState.CONNECTING, AccountState.LIVE, AccountState.RECONNECTING);
    }

    @Test
    void keepsTheOrderAlsoWhenManyThreadsChangeTheStatus() {
        List<AccountStatusChanged> changes = new CopyOnWriteArrayList<>();
        events.subscribe("order", event -> changes.add((AccountStatusChanged) event));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500)
                    .forEach(
                            i -> threads.execute(() -> status.trouble(Kind.START, "", "error " + i, Optional.empty())));
        }

        assertThat(events.close(PATIENCE)).isEmpty();
        assertThat(changes).hasSize(500);
        assertThat(IntStream.range(1, 500))
                .allSatisfy(i -> assertThat(changes.get(i).before())
                        .isEqualTo(changes.get(i - 1).after()));
    }

    @Test
    void keepsTheTimeOfAStateAndOfTheLastErrorAndSaysWhenItIsOver() {
        Instant start = timers.instant();
        timers.advance(Duration.ofSeconds(5));
        status.trouble(Kind.START, "", "Twitch is away", Optional.empty());
        assertThat(status.status().since()).isEqualTo(start);
        assertThat(status.status().troubles()).extracting(Trouble::problem).containsExactly("Twitch is away");

        timers.advance(Duration.ofSeconds(5));
        status.to(AccountState.CONNECTING);
        AccountStatus now = status.status();
        assertThat(now.since()).isEqualTo(start.plusSeconds(10));
        assertThat(now.troubles()).isEmpty();
        assertThat(now.lastTrouble())
                .contains(new Trouble(
                        Kind.START,
                        "",
                        "Twitch is away",
                        Optional.empty(),
                        start.plusSeconds(5),
                        Optional.of(start.plusSeconds(10))));
    }

    @Test
    void keepsTheBeginningOfATroubleThatGoesOnUnderAnotherName() {
        Instant start = timers.instant();
        status.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500", Optional.empty());
        timers.advance(Duration.ofSeconds(5));
        status.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 503", Optional.empty());

        assertThat(status.status().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.problem()).endsWith("503");
            assertThat(trouble.since()).isEqualTo(start);
        });
    }

    @Test
    void needsAttentionWhileATroubleWithAdviceLastsAndSaysTheLatestAdvice() {
        status.to(AccountState.CONNECTING);
        status.to(AccountState.LIVE);
        status.trouble(Kind.SCOPES, "custom-commands", "It may not write", Optional.of("Log in again."));
        status.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500", Optional.empty());
        assertThat(status.status().needsAttention()).isTrue();
        assertThat(status.status().advice()).contains("Log in again.");

        status.over(Kind.SCOPES, "custom-commands");
        assertThat(status.status().needsAttention()).isFalse();
        assertThat(status.status().troubles()).extracting(Trouble::subject).containsExactly("foo");
    }

    @Test
    void remembersAMishapWithoutWaitingForItsEnd() {
        status.note(new AccountEvent.Mishap(Kind.PLUGIN, "hello", "The plugin 'hello' failed"));

        assertThat(status.status().troubles()).isEmpty();
        assertThat(status.status().lastTrouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.over()).contains(timers.instant()));
    }

    @Test
    void hasNoMoreTroubleWithChannelsWhenItHearsAllOfThem() {
        status.to(AccountState.CONNECTING);
        status.to(AccountState.LIVE);
        status.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500", Optional.empty());
        status.channelsHeard(1);
        assertThat(status.status().troubles()).isNotEmpty();

        status.channelsHeard(2);
        assertThat(status.status().troubles()).isEmpty();
    }

    @Test
    void hasNoTroubleFromALifeThatIsOver() {
        status.to(AccountState.CONNECTING);
        status.to(AccountState.LIVE);
        status.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500", Optional.empty());
        status.trouble(Kind.COLOR, "", "Twitch refuses its colours", Optional.of("Log in again."));
        status.trouble(Kind.CHAT, "42", "It may not write to #foo", Optional.of("See at Twitch."));

        status.to(AccountState.PARKED, Kind.REFUSED, "Banned", "Appeal.");
        status.to(AccountState.STARTING);

        assertThat(status.status().troubles()).isEmpty();
        assertThat(status.status().needsAttention()).isFalse();
    }

    @Test
    void leavesTheReasonOfAStateBehindWithTheState() {
        status.to(AccountState.NEEDS_LOGIN, Kind.LOGIN, "It has no token yet", "Log it in.");
        assertThat(status.status().advice()).contains("Log it in.");

        status.to(AccountState.STARTING);
        assertThat(status.status().advice()).isEmpty();
        assertThat(status.status().lastError()).contains("It has no token yet");
    }

    @Test
    void hearsNoChannelWhenItIsNotLive() {
        status.to(AccountState.CONNECTING);
        status.to(AccountState.LIVE);
        status.channelsHeard(2);
        status.to(AccountState.RECONNECTING);

        assertThat(status.status().channelsHeard()).isZero();
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        assertThatThrownBy(() -> status.to(AccountState.LIVE)).isInstanceOf(IllegalStateException.class);
        assertThat(status.status().state()).isEqualTo(AccountState.STARTING);
    }

    @Test
    void saysNothingMoreOnceItIsStopped() {
        status.to(AccountState.STOPPED);
        status.to(AccountState.LIVE);
        status.trouble(Kind.START, "", "late", Optional.empty());

        assertThat(events.close(PATIENCE)).isEmpty();
        assertThat(told).containsExactly(AccountState.STOPPED);
        assertThat(status.status().lastError()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyStateButTheLastCanBeStoppedAndEveryTroubleCanEnd(AccountState state) {
        if (state == AccountState.STOPPED) {
            assertThat(state.successors()).isEmpty();
        } else {
            assertThat(state.successors()).contains(AccountState.STOPPED);
        }
        if (state == AccountState.NEEDS_LOGIN || state == AccountState.PARKED || state == AccountState.FAILED) {
            assertThat(state.successors()).contains(AccountState.STARTING);
        }
    }
}
