package dev.chameleonbot.engine.eventsub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads text frames: finds out what the {@link FrameFields} mean, and reads of a message that nobody wants not even its
 * text. The answer to any frame is a {@link Frame}, never an exception.
 *
 * <p>Immutable; used by the threads of all sockets of one account.
 */
public final class FrameReader {
    private static final String CHAT_MESSAGE = Topic.CHAT;
    private static final String CHATTER_ID = "\"chatter_user_id\"";
    private static final String BEFORE_TEXT = ":\"";
    private static final String OF_CHAT = "\"subscription_type\":\"" + CHAT_MESSAGE + '"';
    private static final Duration DEFAULT_KEEPALIVE = Duration.ofSeconds(10);
    /** Twitch's upper limit, in seconds. */
    private static final int LONGEST_KEEPALIVE = 600;

    /** Buffers are shared by all accounts: a pool for each (virtual) thread would cost 16 KB a socket. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(32))
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    private final UserId self;
    private final BooleanSupplier wantsEveryone;
    private final InstantSource clock;
    private final Predicate<FrameFields> isUnwanted = this::isUnwanted;

    public FrameReader(UserId self, boolean wantsEveryone, InstantSource clock) {
        this(self, () -> wantsEveryone, clock);
    }

    /** {@code wantsEveryone} is asked for each frame that somebody else has written. */
    public FrameReader(UserId self, BooleanSupplier wantsEveryone, InstantSource clock) {
        this.self = self;
        this.wantsEveryone = wantsEveryone;
        this.clock = clock;
    }

    public Frame read(String text) {
        if (isStrangersChat(text) && !wantsEveryone.getAsBoolean()) {
            return Frame.Unwanted.INSTANCE;
        }
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Frame.Malformed("no JSON object");
            }
            FrameFields fields = new FrameFields(json, isUnwanted);
            return fields.read() ? frame(fields) : Frame.Unwanted.INSTANCE;
        } catch (IOException e) {
            // Not its message: that quotes the frame.
            return new Frame.Malformed(e.getClass().getSimpleName());
        }
    }

    /**
     * Whether somebody else has written this chat message, decided without parsing: nearly all frames of a busy channel are
     * like that. False also where it takes a parser to tell.
     *
     * <p>Within a text of JSON a quotation mark is escaped, so what stands in bare ones is a whole name or a whole text:
     * where this one stands once, and a colon behind it, it is the name of the chatter's field.
     */
    private boolean isStrangersChat(String text) {
        int name = text.indexOf(CHATTER_ID);
        int value = name + CHATTER_ID.length() + BEFORE_TEXT.length();
        if (name < 0
                || !text.startsWith(BEFORE_TEXT, value - BEFORE_TEXT.length())
                || text.indexOf(CHATTER_ID, value) >= 0) {
            return false;
        }
        int end = value;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        boolean isId = end > value && end < text.length() && text.charAt(end) == '"';
        boolean isOwn = end - value == self.value().length() && text.startsWith(self.value(), value);
        return isId && !isOwn && text.contains(OF_CHAT);
    }

    /** Whether it is clear already that nobody wants this message; also where the metadata comes last. */
    private boolean isUnwanted(FrameFields fields) {
        return fields.chatterId != null
                && !self.value().equals(fields.chatterId)
                && "notification".equals(fields.type)
                && CHAT_MESSAGE.equals(fields.subscriptionType)
                && !wantsEveryone.getAsBoolean();
    }

    private Frame frame(FrameFields fields) {
        return switch (fields.type) {
            case null -> new Frame.Malformed("no message_type");
            case "session_keepalive" -> Frame.Keepalive.INSTANCE;
            case "notification" -> notification(fields);
            case "session_welcome" ->
                fields.sessionId == null
                        ? new Frame.Malformed("a welcome without a session id")
                        : new Frame.Welcome(fields.sessionId, keepalive(fields));
            case "session_reconnect" ->
                fields.reconnectUrl == null
                        ? new Frame.Malformed("a reconnect without a reconnect_url")
                        : new Frame.Reconnect(fields.reconnectUrl);
            case "revocation" ->
                fields.subscriptionId == null
                        ? new Frame.Malformed("a revocation without a subscription id")
                        : new Frame.Revocation(
                                fields.subscriptionId,
                                fields.subscriptionStatus == null ? "unknown" : fields.subscriptionStatus,
                                fields.subscriptionType,
                                fields.channelId);
            default -> new Frame.Unknown(fields.type);
        };
    }

    private static Duration keepalive(FrameFields fields) {
        return fields.keepaliveSeconds > 0
                ? Duration.ofSeconds(Math.min(fields.keepaliveSeconds, LONGEST_KEEPALIVE))
                : DEFAULT_KEEPALIVE;
    }

    private Frame notification(FrameFields fields) {
        if (!CHAT_MESSAGE.equals(fields.subscriptionType)) {
            return ofStream(fields);
        }
        if (isUnwanted.test(fields)) {
            return Frame.Unwanted.INSTANCE;
        }
        String id = fields.sourceMessageId == null ? fields.messageId : fields.sourceMessageId;
        if (id == null || fields.chatterId == null || fields.channelId == null || fields.text == null) {
            return new Frame.Malformed("a chat message without chatter, channel, id or text");
        }
        String chatterId = fields.chatterId;
        return new Frame.Chat(new ChatMessage(
                new MessageId(id),
                new ChannelId(fields.channelId),
                orEmpty(fields.channelLogin),
                new UserId(chatterId),
                orEmpty(fields.chatterLogin),
                orEmpty(fields.chatterName),
                fields.text,
                self.value().equals(chatterId),
                fields.color == null ? Optional.empty() : ChatColor.Hex.parse(fields.color),
                fields.badges,
                time(fields.timestamp)));
    }

    /** Frames of streams come where a session listens to them, as nobody subscribes otherwise. */
    private Frame ofStream(FrameFields fields) {
        boolean online = Topic.STREAM_ONLINE.equals(fields.subscriptionType);
        if (!online && !Topic.STREAM_OFFLINE.equals(fields.subscriptionType)) {
            return new Frame.Unknown("notification of " + fields.subscriptionType);
        }
        if (fields.channelId == null) {
            return new Frame.Malformed("a stream without a channel");
        }
        ChannelId channel = new ChannelId(fields.channelId);
        return online
                ? new Frame.StreamOnline(channel, orEmpty(fields.channelLogin), time(fields.startedAt))
                : new Frame.StreamOffline(channel, orEmpty(fields.channelLogin));
    }

    private Instant time(@Nullable String timestamp) {
        try {
            return timestamp == null ? clock.instant() : Rfc3339.parse(timestamp);
        } catch (DateTimeException e) {
            return clock.instant();
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
