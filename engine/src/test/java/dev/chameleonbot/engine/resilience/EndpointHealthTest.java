package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EndpointHealthTest {
    private static final Failure REFUSED = new Failure(Cause.NETWORK, "refused");

    private final ManualTimers timers = new ManualTimers();
    private final EndpointHealth health = new EndpointHealth(timers);
    private final List<Leave> leaves = new ArrayList<>();

    @Test
    void everybodyMayTryWhileNothingBadIsKnown() {
        health.ask(leaves::add);
        health.ask(leaves::add);

        assertThat(leaves).hasSize(2).noneMatch(Leave::isTurn);
        assertThat(health.outage()).isEmpty();
    }

    @Test
    void oneAfterTheOtherMayTryWhileItIsAway() {
        fail();
        health.ask(leaves::add);
        health.ask(leaves::add);
        assertThat(leaves).hasSize(1);

        timers.advance(Duration.ofSeconds(1));
        assertThat(leaves).hasSize(2);
        timers.advance(Duration.ofSeconds(1));
        assertThat(leaves).hasSize(3);
        assertThat(leaves.getLast().isTurn()).isTrue();
        assertThat(health.holds(leaves.getLast())).isTrue();
        assertThat(health.holds(leaves.getFirst())).isFalse();
        assertThat(health.outage()).contains(REFUSED);
    }

    @Test
    void allFollowAtOnceWhenOneGetsThrough() {
        fail();
        for (int i = 0; i < 10; i++) {
            health.ask(leaves::add);
        }
        timers.advance(Duration.ofSeconds(1));

        health.answered();

        assertThat(leaves).hasSize(11);
        assertThat(health.outage()).isEmpty();
    }

    @Test
    void aFewAtATimeFollowSoThatWhatIsBackIsNotOverrun() {
        fail();
        for (int i = 0; i < 1_000; i++) {
            health.ask(leaves::add);
        }
        leaves.clear();

        health.answered();
        assertThat(leaves).hasSize(EndpointHealth.AT_A_TIME);
        timers.advance(EndpointHealth.BETWEEN_RELEASES);
        assertThat(leaves).hasSize(2 * EndpointHealth.AT_A_TIME);
        timers.advance(Duration.ofSeconds(2));
        assertThat(leaves).hasSize(1_000).noneMatch(Leave::isTurn);
    }

    @Test
    void whoHasNotFollowedYetWaitsForATurnWhereItIsAwayAgain() {
        fail();
        for (int i = 0; i < 1_000; i++) {
            health.ask(leaves::add);
        }
        timers.advance(Duration.ofMillis(10));
        health.answered();
        leaves.clear();
        health.ask(leaves::add);
        health.failed(leaves.getFirst(), REFUSED);
        leaves.clear();

        timers.advance(Duration.ofSeconds(1));

        assertThat(leaves).singleElement().matches(Leave::isTurn);
    }

    @Test
    void aTurnThatNobodyWaitedForIsTheNextOnes() {
        fail();
        timers.advance(Duration.ofMinutes(1));
        health.ask(leaves::add);
        health.ask(leaves::add);

        assertThat(leaves).hasSize(2);
    }

    @Test
    void whoGivesUpWaitingHasNoTurn() {
        fail();
        health.ask(leave -> leaves.add(new Leave(-1, true))).cancel();
        health.ask(leaves::add);
        timers.advance(Duration.ofSeconds(1));

        assertThat(leaves).hasSize(2).allMatch(leave -> leave.since() >= 0);
    }

    @Test
    void whoIsInterruptedGetsNoLeave() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(health::await).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatWasBegunBeforeTheLatestSuccessSaysNothing() {
        health.ask(leaves::add);
        timers.advance(Duration.ofSeconds(5));
        health.answered();

        health.failed(leaves.getFirst(), REFUSED);

        assertThat(health.outage()).isEmpty();
    }

    @Test
    void turnsComeLessOftenTheLongerItIsAwayButNeverSeldom() {
        fail();
        List<Long> turns = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            health.ask(leave -> turns.add(Duration.ofNanos(timers.nanos()).toSeconds()));
            timers.advance(Duration.ofSeconds(1));
        }

        assertThat(turns.subList(0, 4)).containsExactly(1L, 2L, 3L, 4L);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i) - turns.get(i - 1)).isBetween(1L, 12L);
        }
        assertThat(turns).hasSizeLessThan(130);
    }

    private void fail() {
        health.ask(leaves::add);
        health.failed(leaves.getFirst(), REFUSED);
    }
}
