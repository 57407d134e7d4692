package dev.chameleonbot.engine.spi;

import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.SeenMessage;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch of changes to store. Accounts are forgotten before anything is stored, so what else is said of such an account
 * here is kept.
 *
 * @param forgotten the accounts of which nothing is to be left
 * @param tokens the tokens to store, by account
 * @param channels the channels' ids to store, by name; they belong to no account
 * @param memory the changes of memories; of several of one key the last one counts
 * @param seen the messages to remember as seen
 */
public record StateChanges(
        Set<String> forgotten,
        Map<String, StoredTokens> tokens,
        Map<String, ChannelId> channels,
        List<MemoryChange> memory,
        List<SeenMessage> seen) {

    /** Copies all of it. */
    public StateChanges {
        forgotten = Set.copyOf(forgotten);
        tokens = Map.copyOf(tokens);
        channels = Map.copyOf(channels);
        memory = List.copyOf(memory);
        seen = List.copyOf(seen);
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return forgotten.isEmpty() && tokens.isEmpty() && channels.isEmpty() && memory.isEmpty() && seen.isEmpty();
    }

    /** The accounts that any of it is about. */
    public Set<String> accounts() {
        Set<String> accounts = new HashSet<>(forgotten);
        accounts.addAll(tokens.keySet());
        memory.forEach(change -> accounts.add(change.login()));
        seen.forEach(message -> accounts.add(message.login()));
        return accounts;
    }

    /**
     * What is left without some accounts; for stores that have to refuse them.
     *
     * @param accounts the accounts to leave out
     */
    public StateChanges without(Set<String> accounts) {
        if (accounts.isEmpty()) {
            return this;
        }
        Set<String> otherForgotten = new HashSet<>(forgotten);
        otherForgotten.removeAll(accounts);
        Map<String, StoredTokens> otherTokens = new HashMap<>(tokens);
        otherTokens.keySet().removeAll(accounts);
        return new StateChanges(
                otherForgotten,
                otherTokens,
                channels,
                memory.stream()
                        .filter(change -> !accounts.contains(change.login()))
                        .toList(),
                seen.stream()
                        .filter(message -> !accounts.contains(message.login()))
                        .toList());
    }

    /**
     * Nothing but an account's end.
     *
     * @param login the account
     */
    public static StateChanges forget(String login) {
        return new StateChanges(Set.of(login), Map.of(), Map.of(), List.of(), List.of());
    }

    /**
     * Nothing but an account's tokens.
     *
     * @param login the account
     * @param tokens its tokens
     */
    public static StateChanges ofTokens(String login, StoredTokens tokens) {
        return new StateChanges(Set.of(), Map.of(login, tokens), Map.of(), List.of(), List.of());
    }

    /**
     * Nothing but ids of channels.
     *
     * @param channels name in lower case to id
     */
    public static StateChanges ofChannels(Map<String, ChannelId> channels) {
        return new StateChanges(Set.of(), Map.of(), channels, List.of(), List.of());
    }

    /**
     * Nothing but changes of memories.
     *
     * @param memory what has changed
     */
    public static StateChanges ofMemory(Collection<MemoryChange> memory) {
        return new StateChanges(Set.of(), Map.of(), Map.of(), List.copyOf(memory), List.of());
    }

    /**
     * Nothing but messages that were seen.
     *
     * @param seen the messages
     */
    public static StateChanges ofSeen(Collection<SeenMessage> seen) {
        return new StateChanges(Set.of(), Map.of(), Map.of(), List.of(), List.copyOf(seen));
    }
}
