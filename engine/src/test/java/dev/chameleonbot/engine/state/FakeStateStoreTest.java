package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateStore;

/** The fake behaves as the real one does, so that tests with it mean something. */
class FakeStateStoreTest extends StateStoreContract {
    private final FakeStateStore store = new FakeStateStore(() -> NOW);

    @Override
    StateStore store() {
        return store;
    }
}
