package dev.chameleonbot.engine.spi;

import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One change to store. */
public sealed interface StateChange {
    /** The account that it is about; empty for a channel's id, which belongs to none. */
    default Optional<String> account() {
        return switch (this) {
            case Forgotten forgotten -> Optional.of(forgotten.login);
            case Tokens tokens -> Optional.of(tokens.login);
            case Channel channel -> Optional.empty();
            case MemoryChange change -> Optional.of(change.login);
            case SeenMessage message -> Optional.of(message.login);
        };
    }

    /**
     * The accounts that changes are about.
     *
     * @param changes the changes
     */
    static Set<String> accounts(Collection<? extends StateChange> changes) {
        return changes.stream().flatMap(change -> change.account().stream()).collect(Collectors.toSet());
    }

    /**
     * Nothing of an account is to be left: neither its tokens nor its memories, nor the messages seen.
     *
     * @param login the account
     */
    record Forgotten(String login) implements StateChange {}

    /**
     * The tokens of an account.
     *
     * @param login the account
     * @param tokens its tokens
     */
    record Tokens(String login, StoredTokens tokens) implements StateChange {}

    /**
     * The id of a channel.
     *
     * @param name the channel's name in lower case
     * @param id its id
     */
    record Channel(String name, ChannelId id) implements StateChange {}

    /**
     * One change of a memory.
     *
     * @param login the account
     * @param pluginId the behaviour's plugin
     * @param key the value's name
     * @param value the new value; null to forget it
     */
    record MemoryChange(
            String login,
            String pluginId,
            String key,
            @Nullable MemoryValue value) implements StateChange {}

    /**
     * A message that was seen.
     *
     * @param login the account that saw it
     * @param id the message
     * @param at when it was seen
     */
    record SeenMessage(String login, MessageId id, Instant at) implements StateChange {}
}
