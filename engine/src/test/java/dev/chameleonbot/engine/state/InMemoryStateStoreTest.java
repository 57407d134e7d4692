package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStoreContract;

/** It behaves as the real one does, so that tests with it mean something. */
class InMemoryStateStoreTest extends StateStoreContract {
    private final InMemoryStateStore store = new InMemoryStateStore(() -> NOW);

    @Override
    protected StateStore store() {
        return store;
    }
}
