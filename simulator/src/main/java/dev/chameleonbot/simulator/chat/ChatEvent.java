package dev.chameleonbot.simulator.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.chameleonbot.simulator.account.Account;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The event of {@code channel.chat.message}.
 *
 * @param messageId its own id
 * @param chatter who wrote it
 * @param channel the channel in which it appears
 * @param source the event that this one is a copy of in a shared chat, or null
 * @param text the text
 * @param badges the names of the writer's badges, beside those that come from the account
 */
record ChatEvent(
        String messageId,
        Account chatter,
        Account channel,
        @Nullable ChatEvent source,
        String text,
        Set<String> badges) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 1200;

    static ChatEvent original(Account chatter, Account channel, String text, Set<String> badges) {
        return new ChatEvent(newId(), chatter, channel, null, text, badges);
    }

    ChatEvent copyFor(Account other) {
        return new ChatEvent(newId(), chatter, other, this, text, badges);
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(version4, variant2).toString();
    }

    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeChannel(json, "broadcaster", channel);
            writeSource(json);
            json.writeStringField("chatter_user_id", chatter.id());
            json.writeStringField("chatter_user_login", chatter.login());
            json.writeStringField("chatter_user_name", chatter.displayName());
            json.writeStringField("message_id", messageId);
            if (source == null) {
                json.writeNullField("source_message_id");
                json.writeNullField("is_source_only");
            } else {
                json.writeStringField("source_message_id", source.messageId);
                json.writeBooleanField("is_source_only", false);
            }
            writeMessage(json);
            json.writeStringField("color", chatter.color());
            writeBadges(json);
            json.writeStringField("message_type", "text");
            json.writeNullField("cheer");
            json.writeNullField("reply");
            json.writeNullField("channel_points_custom_reward_id");
            json.writeNullField("channel_points_animation_id");
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void writeChannel(JsonGenerator json, String prefix, Account account) throws IOException {
        json.writeStringField(prefix + "_user_id", account.id());
        json.writeStringField(prefix + "_user_login", account.login());
        json.writeStringField(prefix + "_user_name", account.displayName());
    }

    private void writeSource(JsonGenerator json) throws IOException {
        if (source == null) {
            json.writeNullField("source_broadcaster_user_id");
            json.writeNullField("source_broadcaster_user_login");
            json.writeNullField("source_broadcaster_user_name");
        } else {
            writeChannel(json, "source_broadcaster", source.channel);
        }
    }

    private void writeMessage(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("message");
        json.writeStringField("text", text);
        json.writeArrayFieldStart("fragments");
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
        json.writeNullField("cheermote");
        json.writeNullField("emote");
        json.writeNullField("mention");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeBadges(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("badges");
        if (chatter.prime()) {
            writeBadge(json, "premium");
        }
        for (String badge : badges) {
            writeBadge(json, badge);
        }
        json.writeEndArray();
        if (source == null) {
            json.writeNullField("source_badges");
        } else {
            json.writeArrayFieldStart("source_badges");
            json.writeEndArray();
        }
    }

    private static void writeBadge(JsonGenerator json, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("set_id", name);
        json.writeStringField("id", "1");
        json.writeStringField("info", "");
        json.writeEndObject();
    }
}
