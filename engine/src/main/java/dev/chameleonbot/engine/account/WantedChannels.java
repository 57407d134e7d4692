package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.events.AccountEvent.Failing;
import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.plugin.api.Channels.Channel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The channels that an account is to hear: those of its configuration first, then those that it follows, as far as there is
 * room on its connection. Of the followed ones those go first that are heard already. Immutable.
 *
 * @param followed the names that are known to be followed
 */
record WantedChannels(List<String> configured, boolean followsToo, List<String> followed) {
    /** As many subscriptions as Twitch takes on one connection. */
    static final int MOST = 300;

    private static final int MOST_NAMED = 10;

    WantedChannels {
        configured = List.copyOf(configured);
        followed = List.copyOf(followed);
    }

    /** Those of an account of which nothing else is known. */
    static WantedChannels of(AccountConfig config) {
        return new WantedChannels(config.channels(), config.followed(), List.of());
    }

    /** The same with another configuration; what is known of the followed ones is kept as long as they are wanted. */
    WantedChannels with(AccountConfig config) {
        return new WantedChannels(config.channels(), config.followed(), config.followed() ? followed : List.of());
    }

    /**
     * The same with Twitch's answer. An empty answer, or one with gaps, proves that a channel is followed, and not that
     * one is not.
     */
    WantedChannels with(FollowsRead told) {
        if (!followsToo) {
            return this;
        }
        List<String> now = told.channels().stream().map(Channel::login).toList();
        boolean proves = told.isComplete() && !now.isEmpty();
        Set<String> known = new LinkedHashSet<>(followed);
        if (proves) {
            known.retainAll(Set.copyOf(now));
        }
        known.addAll(now);
        return new WantedChannels(configured, true, List.copyOf(known));
    }

    private List<String> all() {
        return Stream.concat(configured.stream(), followed.stream()).distinct().toList();
    }

    /** The names of the channels to hear. */
    List<String> names() {
        return all().stream().limit(MOST).toList();
    }

    /** Whether that is still wanted which fails. */
    boolean includes(Failing failing) {
        return switch (failing.kind()) {
            case CHANNEL -> names().contains(failing.subject());
            case FOLLOWED -> followsToo;
            default -> true;
        };
    }

    /** The names for which there is no room. */
    List<String> leftOut() {
        return all().stream().skip(MOST).toList();
    }

    /** What to report about those for which there is no room; empty if there is room for all. */
    Optional<String> lackOfRoom() {
        List<String> leftOut = leftOut();
        if (leftOut.isEmpty()) {
            return Optional.empty();
        }
        String named = leftOut.stream().limit(MOST_NAMED).collect(Collectors.joining(", #", "#", ""));
        int more = leftOut.size() - MOST_NAMED;
        return Optional.of(
                "There is no room for " + leftOut.size() + " of the channels that it follows, as Twitch allows "
                        + MOST + " subscriptions on a connection; not heard: " + named
                        + (more > 0 ? " and " + more + " more" : "")
                        + ". Those that are named in the configuration go first");
    }
}
