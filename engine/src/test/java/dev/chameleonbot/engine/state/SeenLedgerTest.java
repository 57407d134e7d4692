package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.state.StateStoreContract.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenLedgerTest {
    private final ManualTimers timers = new ManualTimers();
    private final FakeStateStore store = new FakeStateStore(timers);
    private final SeenLedger served = new SeenLedger(store, timers);

    private void add(String login, String id) {
        served.add(login, new MessageId(id));
    }

    @Test
    void storesTogetherWhatCameInAShortTime() {
        add("alice", "one");
        timers.advance(SeenLedger.DELAY.minusMillis(10));
        add("alice", "two");
        add("bob", "one");
        assertThat(store.saves).isEmpty();
        timers.advance(Duration.ofMillis(10));

        assertThat(store.saves)
                .singleElement()
                .satisfies(changes -> assertThat(changes.seen()).hasSize(3));
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void setsOneAlarmForManyMessagesAndNoneForNone() {
        assertThat(timers.alarms()).isZero();
        for (int i = 0; i < 1_000; i++) {
            add("alice", "id" + i);
        }

        assertThat(timers.alarms()).isEqualTo(1);
    }

    @Test
    void storesWhatCameWhileItStoredALittleLater() {
        add("alice", "one");
        store.whileSaving = () -> {
            store.whileSaving = () -> {};
            add("alice", "two");
            assertThat(timers.alarms()).isZero();
        };
        timers.advance(SeenLedger.DELAY);
        assertThat(timers.alarms()).isEqualTo(1);
        timers.advance(SeenLedger.DELAY);

        assertThat(store.saves).hasSize(2);
    }

    @Test
    void knowsTheMessagesOfTheLastTenMinutesOfOneAccount() {
        add("alice", "old");
        timers.advance(Duration.ofSeconds(1));
        add("alice", "recent");
        add("bob", "his");
        timers.advance(Duration.ofMinutes(10));

        assertThat(new SeenLedger(store, timers).recent("alice")).containsExactly(new MessageId("recent"));
    }

    @Test
    void knowsWhatIsNotStoredYetWhenAnAccountBeginsAgain() {
        add("alice", "just now");

        assertThat(served.recent("alice")).containsExactly(new MessageId("just now"));
    }

    @Test
    void storesAtTheStopWhatWaited() {
        add("alice", "last");
        served.flush();

        assertThat(store.seenMessages("alice", timers.instant()))
                .containsExactly(seen("alice", "last", timers.instant()));
    }

    @Test
    void isBoundedAndSaysHowManyItLeftOut() {
        for (int i = 0; i < SeenLedger.MOST + 5; i++) {
            add("alice", "id" + i);
        }
        try (CapturedLog log = CapturedLog.of(SeenLedger.class)) {
            served.flush();

            assertThat(log.lines()).singleElement().asString().startsWith("WARN 5 messages");
        }
        assertThat(store.seenMessages("alice", timers.instant())).hasSize(SeenLedger.MOST);
    }

    @Test
    void saysOnceThatAStoreTakesNothingAndGoesOn() {
        store.failure = new StateException("no");
        try (CapturedLog log = CapturedLog.of(SeenLedger.class)) {
            for (int i = 0; i < 3; i++) {
                add("alice", "id" + i);
                timers.advance(Duration.ofSeconds(1));
            }
            assertThat(log.lines()).hasSize(1);
        }
        store.failure = null;
        add("alice", "later");
        timers.advance(Duration.ofSeconds(1));

        assertThat(served.recent("alice")).isEqualTo(List.of(new MessageId("later")));
    }
}
