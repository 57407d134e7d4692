package dev.chameleonbot.host.config;

import java.util.List;

/**
 * What stands among the channels of an account, or of all accounts.
 *
 * @param names the channels' names as they are compared, and {@link ChannelNames#OWN} for the account's own
 * @param followed whether those that the account follows are meant, too
 */
record ChannelList(List<String> names, boolean followed) {

    ChannelList {
        names = List.copyOf(names);
    }

    boolean isEmpty() {
        return names.isEmpty() && !followed;
    }

    /** The names for one account, each once. */
    List<String> namesFor(String login) {
        return names.stream()
                .map(name -> name.equals(ChannelNames.OWN) ? login : name)
                .distinct()
                .toList();
    }
}
