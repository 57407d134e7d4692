package dev.chameleonbot.benchmarks.hotpath;

import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    public Optional<String> accountOf(UserId user) {
        return Optional.empty();
    }

    @Override
    public Optional<String> accountCalled(String name) {
        return Optional.empty();
    }

    @Override
    public Set<String> save(List<? extends StateChange> changes, Map<String, Long> epochs) {
        return Set.of();
    }

    @Override
    public Set<String> rename(String from, String to, Map<String, Long> epochs) {
        return Set.of();
    }

    @Override
    public void close() {}
}
