package dev.chameleonbot.simulator.eventsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.time.Timestamps;
import dev.chameleonbot.simulator.websocket.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The frames of EventSub, field for field as Twitch writes them.
 *
 * <p>A notification is put together from three byte arrays: its own id and time, what is constant for the subscription,
 * and the event, which is encoded once for all receivers.
 */
public final class Frames {
    private static final int ID_BYTES = 32;
    private static final byte[] END = utf8("}}");
    private static final byte[] UNKNOWN_END =
            utf8(",\"unknown_part\":[{\"a\":null},1.5e3]},\"unknown_top\":{\"deep\":[true]}}");

    private Frames() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A new id of an envelope: 32 random bytes in Base64. */
    static String newMessageId() {
        byte[] bytes = new byte[ID_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] welcome(Session session) {
        return session(
                "session_welcome",
                session,
                "connected",
                Integer.toString(session.keepaliveSeconds()),
                "null,\"recovery_url\":null");
    }

    static byte[] reconnect(Session session, String url) {
        return session("session_reconnect", session, "reconnecting", "null", quote(url));
    }

    private static byte[] session(String type, Session session, String status, String keepalive, String url) {
        String text = metadata(type) + "},\"payload\":{\"session\":{\"id\":\"" + session.id() + "\",\"status\":\""
                + status
                + "\",\"connected_at\":\"" + session.connectedAt() + "\",\"keepalive_timeout_seconds\":" + keepalive
                + ",\"reconnect_url\":" + url + "}}}";
        return Frame.text(utf8(text));
    }

    static byte[] keepalive() {
        return Frame.text(utf8(metadata("session_keepalive") + "},\"payload\":{}}"));
    }

    static byte[] notification(Subscription subscription, byte[] event, boolean withUnknownFields) {
        return Frame.text(
                utf8(metadata("notification")), subscription.envelope(), event, withUnknownFields ? UNKNOWN_END : END);
    }

    static byte[] revocation(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("id", subscription.id())
                .put("status", subscription.status())
                .put("type", subscription.topic().type())
                .put("version", subscription.topic().version())
                .put("cost", subscription.cost());
        putCondition(json, subscription);
        json.put("created_at", subscription.createdAt());
        return Frame.text(
                utf8(metadata("revocation") + typeOf(subscription) + "},\"payload\":{\"subscription\":"),
                Json.bytes(json),
                END);
    }

    /** What stands between the metadata's own fields and the event of every notification of a subscription. */
    static byte[] envelope(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("id", subscription.id())
                .put("status", Subscription.ENABLED)
                .put("type", subscription.topic().type())
                .put("version", subscription.topic().version());
        putCondition(json, subscription);
        json.put("created_at", subscription.createdAt()).put("cost", subscription.cost());
        String text = typeOf(subscription) + "},\"payload\":{\"subscription\":"
                + new String(Json.bytes(json), StandardCharsets.UTF_8) + ",\"event\":";
        return utf8(text);
    }

    private static void putCondition(ObjectNode json, Subscription subscription) {
        ObjectNode condition = json.putObject("condition");
        subscription.topic().condition().forEach(condition::put);
        json.putObject("transport")
                .put("method", "websocket")
                .put("session_id", subscription.session().id());
    }

    private static String typeOf(Subscription subscription) {
        return ",\"subscription_type\":\"" + subscription.topic().type() + "\",\"subscription_version\":\""
                + subscription.topic().version() + "\"";
    }

    /** The beginning of a frame, up to where {@code metadata} ends or goes on. */
    static String metadata(String type) {
        return "{\"metadata\":{\"message_id\":\"" + newMessageId() + "\",\"message_type\":\"" + type
                + "\",\"message_timestamp\":\"" + Timestamps.now() + "\"";
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
