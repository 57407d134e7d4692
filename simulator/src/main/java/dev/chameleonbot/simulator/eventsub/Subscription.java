package dev.chameleonbot.simulator.eventsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.time.Timestamps;
import java.util.Map;
import java.util.UUID;

/** One subscription of one session. Fixed but for its status. */
public final class Subscription {
    static final String ENABLED = "enabled";

    private final String id = UUID.randomUUID().toString();
    private final String createdAt = Timestamps.now();
    private final Account account;
    private final String clientId;
    private final Topic topic;
    private final Session session;
    private final int cost;
    private final byte[] envelope;
    private volatile String status = ENABLED;

    /**
     * What is subscribed to.
     *
     * @param type such as {@code channel.chat.message}
     * @param version such as {@code 1}
     * @param condition the fields of the condition in their order
     */
    public record Topic(String type, String version, Map<String, String> condition) {
        /** The channel that it is about. */
        String broadcasterId() {
            return condition.getOrDefault("broadcaster_user_id", "");
        }
    }

    Subscription(Account account, String clientId, Topic topic, Session session, int cost) {
        this.account = account;
        this.clientId = clientId;
        this.topic = topic;
        this.session = session;
        this.cost = cost;
        this.envelope = Frames.envelope(this);
    }

    /** Twitch's id of it. */
    public String id() {
        return id;
    }

    /** Whose it is. */
    public Account account() {
        return account;
    }

    String clientId() {
        return clientId;
    }

    Topic topic() {
        return topic;
    }

    Session session() {
        return session;
    }

    int cost() {
        return cost;
    }

    String createdAt() {
        return createdAt;
    }

    byte[] envelope() {
        return envelope;
    }

    String status() {
        return status;
    }

    /** Whether it delivers. */
    public boolean isEnabled() {
        return status.equals(ENABLED);
    }

    void status(String word) {
        status = word;
    }

    /** The subscription as Helix shows it. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("status", status)
                .put("type", topic.type())
                .put("version", topic.version());
        ObjectNode condition = json.putObject("condition");
        topic.condition().forEach(condition::put);
        json.put("created_at", createdAt);
        json.putObject("transport")
                .put("method", "websocket")
                .put("session_id", session.id())
                .put("connected_at", session.connectedAt());
        return json.put("cost", cost);
    }
}
