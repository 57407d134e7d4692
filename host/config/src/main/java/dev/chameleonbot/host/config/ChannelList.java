package dev.chameleonbot.host.config;

import java.util.List;

/**
 * What stands among the channels of an account, or of all accounts.
 *
 * @param names the channels' names as they are compared, and {@link #OWN} for whoever's they are
 * @param followed whether those that the account follows are meant, too
 */
record ChannelList(List<String> names, boolean followed) {
    /** The channel of the account itself. */
    static final String OWN = "@own";

    /** The channels that the account follows. */
    static final String FOLLOWED = "@followed";

    ChannelList {
        names = List.copyOf(names);
    }

    boolean isEmpty() {
        return names.isEmpty() && !followed;
    }

    /** The names for one account, each once. */
    List<String> namesFor(String login) {
        return names.stream()
                .map(name -> name.equals(OWN) ? login : name)
                .distinct()
                .toList();
    }
}
