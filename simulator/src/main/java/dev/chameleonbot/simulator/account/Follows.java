package dev.chameleonbot.simulator.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Who follows which channels. Thread-safe. */
public final class Follows {
    /** By the user's id; the lists are never changed. */
    private final Map<String, List<Follow>> byUser = new ConcurrentHashMap<>();

    /**
     * A channel that somebody follows.
     *
     * @param channel the channel
     * @param since since when
     */
    public record Follow(Account channel, Instant since) {}

    /** Begins to follow; false if the user does so already. */
    public boolean add(Account user, Account channel) {
        List<Follow> fresh = List.of(new Follow(channel, Instant.now()));
        List<Follow> now = byUser.merge(
                user.id(),
                fresh,
                (before, one) -> has(before, channel)
                        ? before
                        : Stream.concat(one.stream(), before.stream()).toList());
        return now.contains(fresh.getFirst());
    }

    /** Follows no longer; false if the user did not. */
    public boolean remove(Account user, Account channel) {
        List<Follow> before = of(user);
        byUser.computeIfPresent(
                user.id(),
                (id, follows) -> follows.stream()
                        .filter(follow -> !follow.channel().equals(channel))
                        .toList());
        return has(before, channel);
    }

    private static boolean has(List<Follow> follows, Account channel) {
        return follows.stream().anyMatch(follow -> follow.channel().equals(channel));
    }

    /** What a user follows, the latest first, as Twitch lists it. */
    public List<Follow> of(Account user) {
        return byUser.getOrDefault(user.id(), List.of());
    }
}
