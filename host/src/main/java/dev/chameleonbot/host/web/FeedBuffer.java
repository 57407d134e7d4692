package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.AccountFeedEvent.ColorOutcome;
import dev.chameleonbot.engine.model.AccountFeedEvent.OwnMessage;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one account has written, and the outcomes of its colours, until they are sent together.
 *
 * <p>Concurrency: the engine's threads offer, the timer's takes; what has no room is counted.
 */
final class FeedBuffer {
    private static final int ROOM = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final String login;
    private final BlockingQueue<AccountFeedEvent> events = new ArrayBlockingQueue<>(ROOM);
    private final LongAdder dropped = new LongAdder();

    FeedBuffer(String login) {
        this.login = login;
    }

    void offer(AccountFeedEvent event) {
        if (!events.offer(event)) {
            dropped.increment();
        }
    }

    /** What has come since the last time; empty if nothing has. */
    Optional<ObjectNode> take() {
        List<AccountFeedEvent> taken = new ArrayList<>();
        events.drainTo(taken);
        long lost = dropped.sumThenReset();
        if (taken.isEmpty() && lost == 0) {
            return Optional.empty();
        }
        ObjectNode feed = Json.object().put("account", login);
        ArrayNode items = feed.putArray("items");
        taken.forEach(event -> items.add(json(event)));
        return Optional.of(feed.put("dropped", lost));
    }

    private static ObjectNode json(AccountFeedEvent event) {
        ObjectNode json = Json.object();
        return switch (event) {
            case OwnMessage message ->
                json.put("kind", "message")
                        .put("id", message.id().value())
                        .put("channel", message.channel())
                        .put("text", message.text())
                        .put("at", message.at().toString());
            case ColorOutcome outcome ->
                json.put("kind", "change")
                        .put(
                                "message_id",
                                outcome.message().map(MessageId::value).orElse(null))
                        .put("color", outcome.result().color().wireName())
                        .put("outcome", outcome(outcome.result()))
                        .put("at", outcome.at().toString())
                        .put("queued_ms", millis(outcome.queued()))
                        .put("decided_ms", millis(outcome.decided()))
                        .put("waited_ms", millis(outcome.waited()))
                        .put("requested_ms", millis(outcome.requested()));
        };
    }

    /** The word for what became of a colour. */
    static String outcome(ColorResult result) {
        return switch (result) {
            case ColorResult.Changed changed -> "changed";
            case ColorResult.Superseded superseded -> "superseded";
            case ColorResult.HexRefused refused -> "hex_refused";
            case ColorResult.Limited limited -> "limited";
            case ColorResult.Unauthorized unauthorized -> "unauthorized";
            case ColorResult.Failed failed -> "failed";
        };
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / NANOS_PER_MILLI * 1_000) / 1_000.0;
    }
}
