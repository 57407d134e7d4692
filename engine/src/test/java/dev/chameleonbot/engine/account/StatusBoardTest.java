package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.ManualTimers;
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

final class StatusBoardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTimers timers = new ManualTimers();
    private final List<AccountState> told = new CopyOnWriteArrayList<>();
    private final EventBus events = new EventBus(timers);
    private final StatusBoard board = new StatusBoard("alice", 2, timers, events);

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
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.to(AccountState.RECONNECTING);

        assertThat(events.close(PATIENCE)).isEmpty();
        assertThat(told).containsExactly(AccountState.CONNECTING, AccountState.LIVE, AccountState.RECONNECTING);
    }

    @Test
    void keepsTheOrderAlsoWhenManyThreadsChangeTheStatus() {
        List<AccountStatusChanged> changes = new CopyOnWriteArrayList<>();
        events.subscribe("order", event -> changes.add((AccountStatusChanged) event));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500).forEach(i -> threads.execute(() -> board.trouble(Kind.START, "", "error " + i)));
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
        board.trouble(Kind.START, "", "Twitch is away");
        assertThat(board.status().since()).isEqualTo(start);
        assertThat(board.status().troubles()).extracting(Trouble::problem).containsExactly("Twitch is away");

        timers.advance(Duration.ofSeconds(5));
        board.to(AccountState.CONNECTING);
        AccountStatus status = board.status();
        assertThat(status.since()).isEqualTo(start.plusSeconds(10));
        assertThat(status.troubles()).isEmpty();
        assertThat(status.lastTrouble())
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
        board.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500");
        timers.advance(Duration.ofSeconds(5));
        board.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 503");

        assertThat(board.status().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.problem()).endsWith("503");
            assertThat(trouble.since()).isEqualTo(start);
        });
    }

    @Test
    void needsAttentionWhileATroubleWithAdviceLastsAndSaysTheLatestAdvice() {
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.trouble(Kind.SCOPES, "custom-commands", "It may not write", "Log in again.");
        board.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500");
        assertThat(board.status().needsAttention()).isTrue();
        assertThat(board.status().advice()).contains("Log in again.");

        board.over(Kind.SCOPES, "custom-commands");
        assertThat(board.status().needsAttention()).isFalse();
        assertThat(board.status().troubles()).extracting(Trouble::subject).containsExactly("foo");
    }

    @Test
    void remembersAMishapWithoutWaitingForItsEnd() {
        board.mishap(Kind.PLUGIN, "hello", "The plugin 'hello' failed");

        assertThat(board.status().troubles()).isEmpty();
        assertThat(board.status().lastTrouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.over()).contains(timers.instant()));
    }

    @Test
    void hasNoMoreTroubleWithChannelsWhenItHearsAllOfThem() {
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500");
        board.channelsHeard(1);
        assertThat(board.status().troubles()).isNotEmpty();

        board.channelsHeard(2);
        assertThat(board.status().troubles()).isEmpty();
    }

    @Test
    void hasNoTroubleFromALifeThatIsOver() {
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.trouble(Kind.CHANNEL, "foo", "#foo is not heard: 500");
        board.trouble(Kind.COLOR, "", "Twitch refuses its colours", "Log in again.");
        board.trouble(Kind.CHAT, "42", "It may not write to #foo", "See at Twitch.");

        board.to(AccountState.PARKED, Kind.REFUSED, "Banned", "Appeal.");
        board.to(AccountState.STARTING);

        assertThat(board.status().troubles()).isEmpty();
        assertThat(board.status().needsAttention()).isFalse();
    }

    @Test
    void leavesTheReasonOfAStateBehindWithTheState() {
        board.to(AccountState.NEEDS_LOGIN, Kind.LOGIN, "It has no token yet", "Log it in.");
        assertThat(board.status().advice()).contains("Log it in.");

        board.to(AccountState.STARTING);
        assertThat(board.status().advice()).isEmpty();
        assertThat(board.status().lastError()).contains("It has no token yet");
    }

    @Test
    void hearsNoChannelWhenItIsNotLive() {
        board.to(AccountState.CONNECTING);
        board.to(AccountState.LIVE);
        board.channelsHeard(2);
        board.to(AccountState.RECONNECTING);

        assertThat(board.status().channelsHeard()).isZero();
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        assertThatThrownBy(() -> board.to(AccountState.LIVE)).isInstanceOf(IllegalStateException.class);
        assertThat(board.status().state()).isEqualTo(AccountState.STARTING);
    }

    @Test
    void saysNothingMoreOnceItIsStopped() {
        board.to(AccountState.STOPPED);
        board.to(AccountState.LIVE);
        board.trouble(Kind.START, "", "late");

        assertThat(events.close(PATIENCE)).isEmpty();
        assertThat(told).containsExactly(AccountState.STOPPED);
        assertThat(board.status().lastError()).isEmpty();
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
