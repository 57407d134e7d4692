package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.metrics.EngineMeters.FrameKind;
import dev.chameleonbot.engine.resilience.LogLimit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what comes in on an account's connections: counts it, hands chat straight to the dispatcher and streams to the
 * {@link StreamWatch}. Runs on the threads that read the sockets, and waits for nothing.
 */
final class FrameHandler {
    private static final Logger log = LoggerFactory.getLogger(FrameHandler.class);

    private final HelixAccount account;
    private final FrameReader reader;
    private final Subscriptions subscriptions;
    private final Dispatcher dispatcher;
    private final StreamWatch streams;
    private final EngineMeters meters;
    private final LogLimit limit;

    FrameHandler(
            HelixAccount account,
            FrameReader reader,
            Subscriptions subscriptions,
            Dispatcher dispatcher,
            StreamWatch streams,
            EngineMeters meters,
            LogLimit limit) {
        this.account = account;
        this.reader = reader;
        this.subscriptions = subscriptions;
        this.dispatcher = dispatcher;
        this.streams = streams;
        this.meters = meters;
        this.limit = limit;
    }

    /** Takes a frame; returns what it says, as some are about its connection. */
    Frame take(String text) {
        Frame frame = reader.read(text);
        switch (frame) {
            // From a channel that was left messages may come until Twitch has deleted the subscription.
            case Frame.Chat(var message) -> {
                if (!subscriptions.hasLeft(message.channel())) {
                    dispatcher.deliver(message);
                }
            }
            case Frame.Unwanted unwanted -> dispatcher.passOver();
            case Frame.StreamOnline(var channel, var login, var startedAt) -> {
                meters.came(FrameKind.STREAM);
                if (!subscriptions.hasLeft(channel)) {
                    streams.onOnline(channel, login, startedAt);
                }
            }
            case Frame.StreamOffline(var channel, var login) -> {
                meters.came(FrameKind.STREAM);
                if (!subscriptions.hasLeft(channel)) {
                    streams.onOffline(channel, login);
                }
            }
            case Frame.Keepalive keepalive -> meters.came(FrameKind.KEEPALIVE);
            case Frame.Welcome welcome -> meters.came(FrameKind.WELCOME);
            case Frame.Reconnect reconnect -> {
                meters.came(FrameKind.RECONNECT);
                meters.askedToReconnect();
            }
            case Frame.Revocation revocation -> meters.came(FrameKind.REVOCATION);
            case Frame.Unknown unknown -> {
                meters.came(FrameKind.UNKNOWN);
                log.debug("{}: a frame of type '{}'", account, unknown.type());
            }
            case Frame.Malformed(String problem) -> {
                meters.came(FrameKind.MALFORMED);
                limit.tell(
                        "malformed: " + problem,
                        more -> log.warn(
                                "{}: ignored a malformed frame: {} ({}){}", account, problem, traits(text), more));
            }
        }
        return frame;
    }

    /** What can be reported of an unreadable frame without its content: type, id and size, as far as they are known. */
    static String traits(String text) {
        return "type " + field("message_type", text).orElse("unknown")
                + field("subscription_type", text).map(name -> " of " + name).orElse("")
                + ", message id " + field("message_id", text).orElse("unknown")
                + ", " + text.length() + " characters";
    }

    private static Optional<String> field(String name, String text) {
        Matcher matcher = Pattern.compile('"' + name + "\"\\s{0,8}:\\s{0,8}\"([\\w.+/=-]{1,80})\"")
                .matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
