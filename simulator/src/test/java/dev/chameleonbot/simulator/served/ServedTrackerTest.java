package dev.chameleonbot.simulator.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.simulator.time.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedTrackerTest {
    private final List<String> heard = new ArrayList<>();
    private final ServedTracker served = new ServedTracker(
            new Signal(), (user, due, written, served) -> heard.add(user + " " + due + " " + written + " " + served));
    private final AccountTracker account = served.of("1");

    private void written(long micros) {
        account.debt().written(micros * 1000);
    }

    private void changed(long micros) {
        account.changed(micros * 1000);
    }

    @Test
    void aChangeServesAllMessagesBeforeItAndNoneAfterIt() {
        written(10);
        written(20);
        written(40);
        changed(30);
        assertThat(served.missing()).isEqualTo(1);
        assertThat(served.maxLatencyMicros()).isEqualTo(20);
        changed(45);
        assertThat(served.missing()).isZero();
        assertThat(served.ownMessages()).isEqualTo(3);
        assertThat(served.colorChanges()).isEqualTo(2);
        assertThat(served.duplicates()).isZero();
    }

    @Test
    void duplicatesOfOneAccountAreNotSetOffAgainstAnother() {
        written(1);
        changed(2);
        changed(3);
        served.of("2").debt().written(1000);
        assertThat(served.duplicates()).isEqualTo(1);
        assertThat(served.missing()).isEqualTo(1);
    }

    @Test
    void aMessageThatIsWrittenLateCountsFromWhenItWasDue() {
        account.debtDueAt(2_000).written(10_000);
        account.debt().written(11_000);
        changed(9);
        assertThat(served.missing()).isEqualTo(2);
        changed(12);
        assertThat(served.maxLatencyMicros()).isEqualTo(10);
        assertThat(heard).containsExactly("1 2000 10000 12000", "1 11000 11000 12000");
    }

    @Test
    void aMessageSentTwiceIsOwedOnce() {
        AccountTracker.Debt debt = account.debt();
        debt.written(1000);
        debt.written(2000);
        assertThat(served.ownMessages()).isEqualTo(1);
        changed(5);
        debt.written(9000);
        assertThat(served.missing()).isZero();
    }

    @Test
    void countsExactlyBeyondWhatItTimes() {
        int many = 70_000;
        for (int i = 0; i < many; i++) {
            written(i);
        }
        assertThat(served.missing()).isEqualTo(many);
        changed(many + 1);
        assertThat(served.missing()).isZero();
        assertThat(served.ownMessages()).isEqualTo(many);
    }

    @Test
    void percentilesAreNearTheTruth() {
        for (int i = 1; i <= 10_000; i++) {
            account.debt().written(0);
            changed(i);
        }
        assertThat((double) served.latencyMicros(0.50)).isBetween(5000.0, 5000 * 1.016);
        assertThat((double) served.latencyMicros(0.99)).isBetween(9900.0, 10_000.0);
        assertThat(served.maxLatencyMicros()).isEqualTo(10_000);
    }

    @Test
    void withoutAnythingServedAllIsZero() {
        assertThat(served.latencyMicros(0.99)).isZero();
        assertThat(served.missing()).isZero();
        account.missed();
        assertThat(served.undeliverable()).isEqualTo(1);
    }
}
