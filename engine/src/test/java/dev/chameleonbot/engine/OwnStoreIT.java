package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An engine with a store of its host's. */
class OwnStoreIT {
    @TempDir
    Path directory;

    @RegisterExtension
    final EngineRig rig = new EngineRig(() -> directory);

    private final InMemoryStateStore store = new InMemoryStateStore(InstantSource.system());

    @Test
    void keepsWhatItLearnsThereAndClosesItWhenItStops() {
        rig.startWith(
                builder -> builder.store(store).behaviour("test", new EngineRig.Changing()),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
        assertThat(rig.engine().tokens("alice")).isPresent().isEqualTo(store.tokens("alice"));

        rig.engine().close();

        assertThat(store.saves())
                .anySatisfy(batch -> assertThat(batch.channels()).containsKey("streamer"));
        assertThat(store.saves()).anySatisfy(batch -> assertThat(batch.seen()).hasSize(1));
        assertThatThrownBy(() -> store.tokens("alice"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed");
        assertThat(directory).isEmptyDirectory();
    }
}
