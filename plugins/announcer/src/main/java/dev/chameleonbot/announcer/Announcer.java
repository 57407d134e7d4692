package dev.chameleonbot.announcer;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** Posts the operator's texts in turn, at intervals, in channels where people write. */
@Extension
public final class Announcer implements ChatBehaviour {
    static final Setting<List<String>> MESSAGES = Setting.texts("messages", 500)
            .doubted(messages -> messages.isEmpty()
                    ? Optional.of("is empty, so there are no regular announcements")
                    : Optional.empty())
            .describedAs("What to say, in this order and then from the first again");
    static final Setting<Duration> EVERY = Setting.duration("every", Duration.ofMinutes(1), Duration.ofHours(24))
            .orElse(Duration.ofMinutes(15))
            .describedAs("The time between two announcements");
    static final Setting<Long> AFTER_MESSAGES = Setting.number("after_messages", 0, 1_000)
            .orElse(5L)
            .describedAs("How many messages others must have written in a channel since its last announcement");
    static final Setting<List<String>> CHANNELS = Setting.texts("channels", 26)
            .checked(Announcer::unnameable)
            .describedAs("The channels to speak in; by default all channels of the account");

    static final Setting<Boolean> ONLY_WHILE_LIVE = Setting.flag("only_while_live")
            .orElse(false)
            .describedAs("Whether to stay silent in channels whose stream is not known to be live");
    static final Setting<List<String>> WHEN_STREAM_BEGINS = Setting.texts("when_stream_begins", 500)
            .describedAs("What to say, all of it, when a stream begins in a channel");

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9_]{1,25}");

    /** Creates the behaviour; called by pf4j. */
    public Announcer() {}

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(MESSAGES, EVERY, AFTER_MESSAGES, CHANNELS, ONLY_WHILE_LIVE, WHEN_STREAM_BEGINS);
    }

    /** Normalises a channel's name to Twitch's form. */
    static String login(String channel) {
        return channel.strip().replaceFirst("^#", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<String> unnameable(List<String> channels) {
        return channels.stream()
                .filter(channel -> !LOGIN.matcher(login(channel)).matches())
                .findFirst()
                .map(channel -> "has '" + channel + "', which is not a channel name");
    }

    @Override
    public Audience audience() {
        return Audience.EVERYONE;
    }

    @Override
    public Set<String> scopes() {
        return Set.of("user:write:chat");
    }

    @Override
    public BehaviourSession open(Bot bot) {
        return new AnnouncerSession(bot);
    }
}
