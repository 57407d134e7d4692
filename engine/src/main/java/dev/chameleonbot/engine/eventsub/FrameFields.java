package dev.chameleonbot.engine.eventsub;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a frame, as a stream: no tree, and no field that nobody asks for. Fields may come in any order, unknown
 * ones are ignored, and one of another type than the documented one counts as missing. Reading ends where the rest of
 * the frame is of no use. For one thread.
 */
@SuppressWarnings("EnumOrdinal") // A map would take more memory for each frame.
final class FrameFields {
    private static final Map<Field, Map<String, Field>> MEMBERS = Arrays.stream(Field.values())
            .filter(field -> field.parent != null)
            .collect(groupingBy(field -> field.parent, toMap(field -> field.name, field -> field)));

    private final JsonParser json;
    private final Predicate<FrameFields> isUnwanted;
    private final @Nullable String[] texts = new String[Field.values().length];
    private boolean unwanted;
    Set<String> badges = Set.of();
    int keepaliveSeconds;

    /** The objects and fields of a frame that matter, and where they are. */
    enum Field {
        FRAME(null, ""),
        METADATA(FRAME, "metadata"),
        TYPE(METADATA, "message_type"),
        TIMESTAMP(METADATA, "message_timestamp"),
        SUBSCRIPTION_TYPE(METADATA, "subscription_type"),
        PAYLOAD(FRAME, "payload"),
        SESSION(PAYLOAD, "session"),
        SESSION_ID(SESSION, "id"),
        RECONNECT_URL(SESSION, "reconnect_url"),
        KEEPALIVE_SECONDS(SESSION, "keepalive_timeout_seconds"),
        SUBSCRIPTION(PAYLOAD, "subscription"),
        SUBSCRIPTION_ID(SUBSCRIPTION, "id"),
        SUBSCRIPTION_STATUS(SUBSCRIPTION, "status"),
        CONDITION(SUBSCRIPTION, "condition"),
        CONDITION_CHANNEL_ID(CONDITION, "broadcaster_user_id"),
        EVENT(PAYLOAD, "event"),
        CHANNEL_ID(EVENT, "broadcaster_user_id"),
        CHANNEL_LOGIN(EVENT, "broadcaster_user_login"),
        CHATTER_ID(EVENT, "chatter_user_id"),
        CHATTER_LOGIN(EVENT, "chatter_user_login"),
        CHATTER_NAME(EVENT, "chatter_user_name"),
        MESSAGE_ID(EVENT, "message_id"),
        SOURCE_MESSAGE_ID(EVENT, "source_message_id"),
        COLOR(EVENT, "color"),
        STARTED_AT(EVENT, "started_at"),
        MESSAGE(EVENT, "message"),
        TEXT(MESSAGE, "text"),
        BADGES(EVENT, "badges"),
        BADGE_ENTRY(BADGES, ""),
        BADGE(BADGE_ENTRY, "set_id");

        private final @Nullable Field parent;
        private final String name;

        Field(@Nullable Field parent, String name) {
            this.parent = parent;
            this.name = name;
        }
    }

    /** Reads nothing yet; {@code isUnwanted} is asked once the chatter is known. */
    FrameFields(JsonParser json, Predicate<FrameFields> isUnwanted) {
        this.json = json;
        this.isUnwanted = isUnwanted;
    }

    /** Reads a frame; false if it was read no further, as nobody wants it. */
    boolean read() throws IOException {
        members(Field.FRAME);
        return !unwanted;
    }

    /** The text of a field; null if it is missing, or blank and no message. */
    @Nullable
    String text(Field field) {
        return texts[field.ordinal()];
    }

    private void members(Field object) throws IOException {
        Map<String, Field> members = MEMBERS.getOrDefault(object, Map.of());
        for (String name = json.nextFieldName(); name != null; name = unwanted ? null : json.nextFieldName()) {
            value(members.get(name), json.nextToken());
        }
    }

    private void value(@Nullable Field field, JsonToken token) throws IOException {
        if (field == null || (field == Field.SUBSCRIPTION && "notification".equals(text(Field.TYPE)))) {
            json.skipChildren();
        } else if (field == Field.BADGES && token == JsonToken.START_ARRAY) {
            badges = new HashSet<>(4);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                value(Field.BADGE_ENTRY, json.currentToken());
            }
        } else if (field == Field.KEEPALIVE_SECONDS && token.isScalarValue()) {
            boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
            keepaliveSeconds = isNumber ? json.getValueAsInt() : 0;
        } else if (token == JsonToken.START_OBJECT && field != Field.BADGES) {
            members(field);
        } else if (token == JsonToken.VALUE_STRING) {
            take(field, json.getText());
        } else {
            json.skipChildren();
        }
    }

    /** A message may be blank. */
    private void take(Field field, String value) {
        if (value.isBlank() && field != Field.TEXT) {
            return;
        }
        if (field == Field.BADGE) {
            badges.add(value);
        }
        texts[field.ordinal()] = value;
        unwanted = field == Field.CHATTER_ID && isUnwanted.test(this);
    }
}
