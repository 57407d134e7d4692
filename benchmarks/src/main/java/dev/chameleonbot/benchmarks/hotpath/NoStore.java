package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that keeps nothing: the disk is not what is measured. */
final class NoStore implements StateStore {
    @Override
    public Optional<StoredTokens> tokens(String login) {
        return Optional.empty();
    }

    @Override
    public Map<String, ChannelId> channels(Collection<String> logins) {
        return Map.of();
    }

    @Override
    public Map<String, MemoryValue> memory(String login, String pluginId) {
        return Map.of();
    }

    @Override
    public Collection<SeenMessage> seenMessages(String login, Instant notBefore) {
        return List.of();
    }

    @Override
    public void save(StateChanges changes) {}

    @Override
    public void close() {}
}
