package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Trouble.Kind;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which channels an account is to hear, over all its runs, and what its status says of them. Not thread-safe; it belongs to
 * the account's serial executor.
 */
final class ChannelSelection {
    private static final Logger log = LoggerFactory.getLogger(ChannelSelection.class);
    /** What is wrong with the followed channels, where there is no room for all. */
    private static final String LIMIT = "limit";

    private final String login;
    private final StatusTracker status;
    private WantedChannels wanted;
    private String toldLackOfRoom = "";

    ChannelSelection(AccountConfig config, StatusTracker status) {
        this.login = config.login();
        this.status = status;
        this.wanted = WantedChannels.of(config);
    }

    WantedChannels wanted() {
        return wanted;
    }

    /** Takes over a configuration; what is known of the followed channels is kept as long as they are wanted. */
    WantedChannels configured(AccountConfig next) {
        if (!next.followed()) {
            status.over(Kind.FOLLOWED, "");
        }
        return change(wanted.with(next));
    }

    /** Takes over Twitch's answer on the followed channels. */
    WantedChannels followed(FollowsRead read) {
        status.over(Kind.FOLLOWED, "");
        return change(wanted.with(read));
    }

    private WantedChannels change(WantedChannels next) {
        Set<String> names = Set.copyOf(next.names());
        wanted.names().stream().filter(name -> !names.contains(name)).forEach(name -> status.over(Kind.CHANNEL, name));
        wanted = next;
        status.channelsWanted(names.size());
        noteLackOfRoom();
        return next;
    }

    /** What is followed beyond Twitch's limit is named; once in the log, as long as it is the same. */
    private void noteLackOfRoom() {
        Optional<String> problem = wanted.lackOfRoom();
        problem.filter(now -> !now.equals(toldLackOfRoom)).ifPresent(now -> {
            toldLackOfRoom = now;
            log.warn("{}: {}", login, now);
        });
        problem.ifPresentOrElse(
                now -> status.trouble(Kind.FOLLOWED, LIMIT, now, Optional.empty()),
                () -> status.over(Kind.FOLLOWED, LIMIT));
    }

    /** Whether something is still wanted that fails; else nothing would ever say that the failure is over. */
    boolean isWanted(Kind kind, String subject) {
        return switch (kind) {
            case CHANNEL -> wanted.names().contains(subject);
            case FOLLOWED -> wanted.followsToo();
            default -> true;
        };
    }
}
