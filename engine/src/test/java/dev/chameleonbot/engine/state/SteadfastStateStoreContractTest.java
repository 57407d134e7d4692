package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Whether the disk takes what is stored or not, its users see no difference. */
class SteadfastStateStoreContractTest {
    private static final class Fixture {
        final ManualTimers timers = new ManualTimers();
        final FakeStateStore disk = new FakeStateStore(timers);
        final SteadfastStateStore store = new SteadfastStateStore(disk, timers, () -> 0, new RecordedTrouble());

        Fixture() {
            timers.advance(Duration.between(timers.instant(), StateStoreContract.NOW));
        }
    }

    @Nested
    @DisplayName("with a disk that works")
    class Healthy extends StateStoreContract {
        private final Fixture fixture = new Fixture();

        @Override
        StateStore store() {
            return fixture.store;
        }
    }

    @Nested
    @DisplayName("with a disk that takes nothing")
    class InTrouble extends StateStoreContract {
        private final Fixture fixture = new Fixture();

        InTrouble() {
            fixture.disk.failure = new StateException(StateException.Kind.UNAVAILABLE, "The disk is full.", null);
        }

        @Override
        StateStore store() {
            return fixture.store;
        }

        /** What the store would refuse is seen when it is asked, see {@link SteadfastStateStoreTest}. */
        @Override
        void keepsNothingOfABatchThatFailsInTheMiddle() {}

        /** What an account's plugins are is known to the disk alone. */
        @Override
        void keepsAllOfAnAccountUnderAnotherLogin() {
            store().saveTokens("alice", tokens("c", "d"));

            assertThatThrownBy(() -> store().rename("alice", "alicia")).isInstanceOf(StateException.class);

            assertThat(store().tokens("alice")).contains(tokens("c", "d"));
        }

        @Override
        void leavesTokensAloneThatAreThereUnderTheOtherLogin() {}
    }
}
