package dev.chameleonbot.host.setup;

import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.OperationException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an account that is to be added listens, as somebody wants it.
 *
 * @param names channels in lower case, {@code @own} and {@code @followed} among them, each once; none for those of the
 *     configuration
 */
public record ChosenChannels(List<String> names) {
    private static final String READ_FOLLOWS = "user:read:follows";

    public ChosenChannels {
        names = List.copyOf(names);
    }

    /**
     * Channels as people write them.
     *
     * @throws OperationException if one can be none; the message names the first
     */
    public static ChosenChannels of(List<String> written) throws OperationException {
        for (String name : written) {
            if (!ChannelNames.isUsable(name)) {
                throw new OperationException("'" + name + "' is no channel; it must be " + ChannelNames.RULE);
            }
        }
        return new ChosenChannels(
                written.stream().map(ChannelNames::normal).distinct().toList());
    }

    /** What a login has to ask for besides what every account needs. */
    public Set<String> scopes(Set<String> ofPlugins) {
        Set<String> scopes = new TreeSet<>(ofPlugins);
        if (names.contains(ChannelNames.FOLLOWED)) {
            scopes.add(READ_FOLLOWS);
        }
        return scopes;
    }
}
