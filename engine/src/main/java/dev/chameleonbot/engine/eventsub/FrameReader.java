package dev.chameleonbot.engine.eventsub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.chameleonbot.engine.eventsub.FrameFields.Field;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
        String chatterId = fields.text(Field.CHATTER_ID);
        return chatterId != null
                && !self.value().equals(chatterId)
                && "notification".equals(fields.text(Field.TYPE))
                && CHAT_MESSAGE.equals(fields.text(Field.SUBSCRIPTION_TYPE))
                && !wantsEveryone.getAsBoolean();
    }

    private Frame frame(FrameFields fields) {
        String type = fields.text(Field.TYPE);
        return switch (type) {
            case null -> new Frame.Malformed("no message_type");
            case "session_keepalive" -> Frame.Keepalive.INSTANCE;
            case "notification" -> notification(fields);
            case "session_welcome" ->
                with(
                        fields.text(Field.SESSION_ID),
                        "a welcome without a session id",
                        id -> new Frame.Welcome(id, keepalive(fields)));
            case "session_reconnect" ->
                with(fields.text(Field.RECONNECT_URL), "a reconnect without a reconnect_url", Frame.Reconnect::new);
            case "revocation" ->
                with(
                        fields.text(Field.SUBSCRIPTION_ID),
                        "a revocation without a subscription id",
                        id -> new Frame.Revocation(
                                id,
                                Objects.requireNonNullElse(fields.text(Field.SUBSCRIPTION_STATUS), "unknown"),
                                fields.text(Field.SUBSCRIPTION_TYPE),
                                fields.text(Field.CONDITION_CHANNEL_ID)));
            default -> new Frame.Unknown(type);
        };
    }

    private static Frame with(@Nullable String needed, String problem, Function<String, Frame> frame) {
        return needed == null ? new Frame.Malformed(problem) : frame.apply(needed);
    }

    private static Duration keepalive(FrameFields fields) {
        return fields.keepaliveSeconds > 0
                ? Duration.ofSeconds(Math.min(fields.keepaliveSeconds, LONGEST_KEEPALIVE))
                : DEFAULT_KEEPALIVE;
    }

    private Frame notification(FrameFields fields) {
        if (!CHAT_MESSAGE.equals(fields.text(Field.SUBSCRIPTION_TYPE))) {
            return ofStream(fields);
        }
        if (isUnwanted.test(fields)) {
            return Frame.Unwanted.INSTANCE;
        }
        String source = fields.text(Field.SOURCE_MESSAGE_ID);
        String id = source == null ? fields.text(Field.MESSAGE_ID) : source;
        String chatterId = fields.text(Field.CHATTER_ID);
        String channelId = fields.text(Field.CHANNEL_ID);
        String text = fields.text(Field.TEXT);
        if (id == null || chatterId == null || channelId == null || text == null) {
            return new Frame.Malformed("a chat message without chatter, channel, id or text");
        }
        String color = fields.text(Field.COLOR);
        return new Frame.Chat(new ChatMessage(
                new MessageId(id),
                new ChannelId(channelId),
                orEmpty(fields.text(Field.CHANNEL_LOGIN)),
                new UserId(chatterId),
                orEmpty(fields.text(Field.CHATTER_LOGIN)),
                orEmpty(fields.text(Field.CHATTER_NAME)),
                text,
                self.value().equals(chatterId),
                color == null ? Optional.empty() : ChatColor.Hex.parse(color),
                fields.badges,
                time(fields.text(Field.TIMESTAMP))));
    }

    /** Frames of streams come where a session listens to them, as nobody subscribes otherwise. */
    private Frame ofStream(FrameFields fields) {
        String type = fields.text(Field.SUBSCRIPTION_TYPE);
        boolean online = Topic.STREAM_ONLINE.equals(type);
        if (!online && !Topic.STREAM_OFFLINE.equals(type)) {
            return new Frame.Unknown("notification of " + type);
        }
        String login = orEmpty(fields.text(Field.CHANNEL_LOGIN));
        return with(
                fields.text(Field.CHANNEL_ID),
                "a stream without a channel",
                id -> online
                        ? new Frame.StreamOnline(new ChannelId(id), login, time(fields.text(Field.STARTED_AT)))
                        : new Frame.StreamOffline(new ChannelId(id), login));
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
