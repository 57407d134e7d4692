package dev.chameleonbot.engine.eventsub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a frame, as a stream: no tree, and no field that nobody asks for. Fields may come in any order, unknown
 * ones are ignored, and one of another type than the documented one counts as missing. Reading ends where the rest of
 * the frame is of no use. For one thread.
 */
final class FrameFields {
    private final JsonParser json;
    private final Predicate<FrameFields> isUnwanted;
    private boolean unwanted;
    Set<String> badges = Set.of();
    int keepaliveSeconds;

    @Nullable
    String type;

    @Nullable
    String timestamp;

    @Nullable
    String subscriptionType;

    @Nullable
    String sessionId;

    @Nullable
    String reconnectUrl;

    @Nullable
    String subscriptionId;

    @Nullable
    String subscriptionStatus;

    @Nullable
    String startedAt;

    @Nullable
    String channelId;

    @Nullable
    String channelLogin;

    @Nullable
    String chatterId;

    @Nullable
    String chatterLogin;

    @Nullable
    String chatterName;

    @Nullable
    String messageId;

    @Nullable
    String sourceMessageId;

    @Nullable
    String color;

    @Nullable
    String text;

    /** Reads one member of an object, whose name has been read. */
    private interface MemberReader {
        void read(FrameFields fields, String name) throws IOException;
    }

    /** Reads nothing yet; {@code isUnwanted} is asked once the chatter is known. */
    FrameFields(JsonParser json, Predicate<FrameFields> isUnwanted) {
        this.json = json;
        this.isUnwanted = isUnwanted;
    }

    /** Reads a frame; false if it was read no further, as nobody wants it. */
    boolean read() throws IOException {
        members(FrameFields::frame);
        return !unwanted;
    }

    /** Reads an object, from the token before it on; the readers capture nothing, so they cost no memory. */
    private void object(MemberReader reader) throws IOException {
        if (json.nextToken() == JsonToken.START_OBJECT) {
            members(reader);
        } else {
            json.skipChildren();
        }
    }

    private void members(MemberReader reader) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            reader.read(this, name);
            if (unwanted) {
                return;
            }
        }
    }

    private void frame(String name) throws IOException {
        switch (name) {
            case "metadata" -> object(FrameFields::metadata);
            case "payload" -> object(FrameFields::payload);
            default -> skip();
        }
    }

    private void metadata(String name) throws IOException {
        switch (name) {
            case "message_type" -> type = text();
            case "message_timestamp" -> timestamp = text();
            case "subscription_type" -> subscriptionType = text();
            default -> skip();
        }
    }

    private void payload(String name) throws IOException {
        switch (name) {
            case "session" -> object(FrameFields::session);
            case "event" -> object(FrameFields::event);
            case "subscription" -> {
                if ("notification".equals(type)) {
                    skip();
                } else {
                    object(FrameFields::subscription);
                }
            }
            default -> skip();
        }
    }

    private void session(String name) throws IOException {
        switch (name) {
            case "id" -> sessionId = text();
            case "reconnect_url" -> reconnectUrl = text();
            case "keepalive_timeout_seconds" -> {
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING) {
                    keepaliveSeconds = json.getValueAsInt();
                } else {
                    json.skipChildren();
                }
            }
            default -> skip();
        }
    }

    private void subscription(String name) throws IOException {
        switch (name) {
            case "id" -> subscriptionId = text();
            case "status" -> subscriptionStatus = text();
            case "condition" -> object(FrameFields::condition);
            default -> skip();
        }
    }

    private void condition(String name) throws IOException {
        if (name.equals("broadcaster_user_id")) {
            channelId = text();
        } else {
            skip();
        }
    }

    private void event(String name) throws IOException {
        switch (name) {
            case "chatter_user_id" -> {
                chatterId = text();
                unwanted = isUnwanted.test(this);
            }
            case "broadcaster_user_id" -> channelId = text();
            case "broadcaster_user_login" -> channelLogin = text();
            case "chatter_user_login" -> chatterLogin = text();
            case "chatter_user_name" -> chatterName = text();
            case "message_id" -> messageId = text();
            case "source_message_id" -> sourceMessageId = text();
            case "color" -> color = text();
            case "started_at" -> startedAt = text();
            case "message" -> object(FrameFields::message);
            case "badges" -> badges();
            default -> skip();
        }
    }

    /** A message may be blank. */
    private void message(String name) throws IOException {
        if (name.equals("text")) {
            text = json.nextTextValue();
            json.skipChildren();
        } else {
            skip();
        }
    }

    private void badges() throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        badges = new HashSet<>(4);
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            if (next == JsonToken.START_OBJECT) {
                members(FrameFields::badge);
            } else {
                json.skipChildren();
            }
        }
    }

    private void badge(String name) throws IOException {
        String value = name.equals("set_id") ? text() : null;
        if (value != null) {
            badges.add(value);
        } else if (!name.equals("set_id")) {
            skip();
        }
    }

    private @Nullable String text() throws IOException {
        String value = json.nextTextValue();
        if (value == null) {
            json.skipChildren();
            return null;
        }
        return value.isBlank() ? null : value;
    }

    private void skip() throws IOException {
        json.nextToken();
        json.skipChildren();
    }
}
