package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.Channel;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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

        List<StateChange> saved = store.saves().stream().flatMap(List::stream).toList();
        assertThat(saved)
                .anyMatch(change ->
                        change instanceof Channel channel && channel.name().equals("streamer"));
        assertThat(saved).filteredOn(SeenMessage.class::isInstance).hasSize(1);
        assertThatThrownBy(() -> store.tokens("alice"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed");
        assertThat(directory).isEmptyDirectory();
    }
}
