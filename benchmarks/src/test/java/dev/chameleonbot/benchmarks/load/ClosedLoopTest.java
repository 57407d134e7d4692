package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private final List<Integer> sent = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    private ClosedLoop loop(int accounts, int window) {
        return new ClosedLoop(accounts, window, nanos::get, sent::add);
    }

    @Test
    void sendsAWindowAndThenOneForEachThatIsServed() {
        ClosedLoop loop = loop(5, 2);
        loop.begin();
        assertThat(sent).containsExactly(0, 1);
        loop.served(1);
        assertThat(sent).containsExactly(0, 1, 2);
        loop.served(0);
        loop.served(2);
        assertThat(sent).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void hasOneMessageOfAnAccountUnderWayAtMost() {
        ClosedLoop loop = loop(1, 64);
        loop.begin();
        assertThat(sent).containsExactly(0);
        loop.served(0);
        assertThat(sent).containsExactly(0, 0);
    }

    @Test
    void whatIsServedTwiceOrWasNeverSentSendsNothing() {
        ClosedLoop loop = loop(4, 1);
        loop.begin();
        loop.served(0);
        loop.served(0);
        loop.served(3);
        assertThat(sent).containsExactly(0, 1);
    }

    @Test
    void givesUpWhatTakesTooLongAndGoesOn() {
        ClosedLoop loop = loop(3, 2);
        loop.begin();
        nanos.set(Duration.ofSeconds(2).toNanos());
        loop.served(1);
        nanos.set(Duration.ofSeconds(4).toNanos());
        loop.giveUp(Duration.ofSeconds(3));
        assertThat(loop.givenUp()).isEqualTo(1);
        assertThat(sent).containsExactly(0, 1, 2, 1);
        loop.served(0);
        assertThat(sent).hasSize(4);
    }

    @Test
    void sendsNothingAfterItsEnd() {
        ClosedLoop loop = loop(3, 1);
        loop.begin();
        loop.end();
        loop.served(0);
        assertThat(sent).containsExactly(0);
    }
}
