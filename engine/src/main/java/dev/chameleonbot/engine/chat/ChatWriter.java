package dev.chameleonbot.engine.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.helix.HelixElement;
import dev.chameleonbot.engine.helix.HelixRequest;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one account's name what behaviours want to say, by {@code POST /helix/chat/messages}, each message once.
 *
 * <p>Twitch may take a message and drop it. That is reported to the behaviour, and to the operator once for each channel
 * and reason, and now and then with a count: who writes in chat decides how often it happens.
 *
 * <p>Thread-safe.
 */
public final class ChatWriter {
    private static final Logger log = LoggerFactory.getLogger(ChatWriter.class);
    private static final String ADVICE =
            "See at Twitch whether the account may write in that channel: it may be banned there,"
                    + " or the channel has rules that it does not meet.";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int MOST_CLOSED = 100;

    private final HelixCalls helix;
    private final HelixAccount account;
    private final UserId self;
    private final Channels channels;
    private final Consumer<? super AccountEvent> events;
    private final LogLimit limit;
    private final LogLimit unsent;
    private final AtomicBoolean isMute = new AtomicBoolean();
    /** The channels in which the account may not write, and whether the log has that. */
    private final Map<ChannelId, Boolean> closed = new ConcurrentHashMap<>();

    /**
     * Creates the writer of one account.
     *
     * @param unsent limits what is logged of messages that could not be sent now, for all accounts together
     * @param events gets the progress; on the threads that write
     */
    public ChatWriter(
            HelixCalls helix,
            HelixAccount account,
            UserId self,
            Channels channels,
            Timers timers,
            LogLimit unsent,
            Consumer<? super AccountEvent> events) {
        this.helix = helix;
        this.account = account;
        this.self = self;
        this.channels = channels;
        this.events = events;
        this.unsent = unsent;
        this.limit = new LogLimit(timers);
    }

    /** Says something. Blocks until it is known what came of it. */
    public SayResult say(ChannelId channel, String text) {
        if (!account.tokens().allows(Scopes.WRITE_CHAT)) {
            return notAllowed();
        }
        SayResult result;
        try {
            result = helix.list(account, request(channel, text), ChatWriter::result).elements().stream()
                    .findFirst()
                    .orElse(new SayResult.Sent()); // Twitch has answered with success.
        } catch (LoginNeededException e) {
            events.accept(e.event());
            return new SayResult.Failed(e.getMessage());
        } catch (RemoteException e) {
            return failed(channel, e);
        }
        switch (result) {
            case SayResult.Dropped(String code, String message) -> dropped(channel, code, message);
            default -> sent(channel);
        }
        return result;
    }

    /**
     * Notes a message that was not even tried to be sent.
     *
     * @param reason why, in the middle of a sentence
     */
    public void notTried(ChannelId channel, String reason) {
        mishap(channel, reason, "A message to " + name(channel) + " was not sent: " + reason);
    }

    /** The account has joined or left channels: what was wrong in one that it left does not matter any more. */
    public void channelsChanged() {
        Set<ChannelId> heard = channels.all().stream().map(Channels.Channel::id).collect(Collectors.toSet());
        for (ChannelId channel : Set.copyOf(closed.keySet())) {
            if (!heard.contains(channel) && closed.remove(channel) != null) {
                events.accept(new AccountEvent.Works(Kind.CHAT, channel.value()));
            }
        }
    }

    /** Logged once: how often it happens depends on those who write in chat. */
    private SayResult notAllowed() {
        String reason = "The account's token lacks the scope " + Scopes.WRITE_CHAT;
        if (isMute.compareAndSet(false, true)) {
            log.warn(
                    "{}: chat messages are not sent: {}. A login asks for it where a plugin declares it.",
                    account,
                    reason);
        }
        return new SayResult.NotAllowed(reason);
    }

    private HelixRequest request(ChannelId channel, String text) {
        return HelixRequest.post(
                "/chat/messages",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("broadcaster_id", channel.value())
                        .put("sender_id", self.value())
                        .put("message", text)
                        .toString());
    }

    /** Only an answer that says so means that it is not shown. */
    private static SayResult result(HelixElement sent) {
        if (!sent.find("is_sent").equals(Optional.of("false"))) {
            return new SayResult.Sent();
        }
        HelixElement reason = sent.at("drop_reason");
        return new SayResult.Dropped(
                line(reason.find("code").orElse("unknown")),
                line(reason.find("message").orElse("")));
    }

    /** One line of words that come from outside. */
    private static String line(String words) {
        String line = words.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private void sent(ChannelId channel) {
        Boolean isLogged = closed.remove(channel);
        if (isLogged != null) {
            if (isLogged) {
                log.info("{}: its messages to {} are taken again", account, name(channel));
            }
            events.accept(new AccountEvent.Works(Kind.CHAT, channel.value()));
        }
    }

    private void dropped(ChannelId channel, String code, String message) {
        String words = message.isEmpty() ? code : code + ": " + message;
        mishap(channel, code, "A message to " + name(channel) + " was dropped by Twitch (" + words + ")");
    }

    private void mishap(ChannelId channel, String sort, String problem) {
        if (isNews(channel, sort, problem)) {
            events.accept(new AccountEvent.Mishap(Kind.CHAT, channel.value(), problem));
        }
    }

    private SayResult failed(ChannelId channel, RemoteException failure) {
        if (failure.status() == FORBIDDEN || failure.status() == NOT_FOUND) {
            mayNotSay(channel, failure);
        } else {
            notSent(channel, failure);
        }
        return new SayResult.Failed(failure.getMessage());
    }

    private void mayNotSay(ChannelId channel, RemoteException failure) {
        String problem = "It may not write to " + name(channel) + ": " + failure.getMessage();
        boolean isLogged = isNews(channel, Integer.toString(failure.status()), problem + ". " + ADVICE);
        if (closed.size() < MOST_CLOSED && closed.putIfAbsent(channel, isLogged) == null) {
            events.accept(new AccountEvent.Troubled(Kind.CHAT, channel.value(), problem, Optional.of(ADVICE)));
        }
    }

    /** What strikes all accounts is logged for all of them together. */
    private void notSent(ChannelId channel, RemoteException failure) {
        String problem = "A message to " + name(channel) + " was not sent: " + failure.getMessage();
        OptionalLong others = limit.count(channel + " " + failure.kind() + " " + failure.status());
        if (others.isPresent()) {
            events.accept(new AccountEvent.Mishap(Kind.CHAT, channel.value(), problem));
        }
        if (failure.mayPass()) {
            tell(unsent.count(Failure.of(failure).cause().name()), problem, "of all accounts, ");
        } else {
            tell(others, problem, "");
        }
    }

    /** Tells the operator, if it is time for that. */
    private boolean isNews(ChannelId channel, String sort, String problem) {
        OptionalLong others = limit.count(channel + " " + sort);
        tell(others, problem, "");
        return others.isPresent();
    }

    private void tell(OptionalLong others, String problem, String whose) {
        others.ifPresent(count -> log.warn("{}: {}{}", account, problem, LogLimit.others(count, whose)));
    }

    private String name(ChannelId channel) {
        return channels.all().stream()
                .filter(one -> one.id().equals(channel))
                .findAny()
                .map(one -> "#" + one.login())
                .orElse("channel " + channel.value());
    }
}
