package dev.chameleonbot.host.alerts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert that was sent, and its outcome at each webhook.
 *
 * @param sequence its number, which only rises
 * @param webhooks what became of it, in the order of the configuration; none where no webhook is configured
 */
public record SentAlert(long sequence, AlertMessage message, List<Delivery> webhooks) {
    public SentAlert {
        webhooks = List.copyOf(webhooks);
    }

    /** What became of it at a webhook. */
    public enum State {
        /** It waits, or is tried again. */
        PENDING,
        /** The webhook has taken it. */
        DELIVERED,
        /** It was given up. */
        FAILED
    }

    /**
     * One webhook. Its address is a secret but for the host.
     *
     * @param problem why it was given up; empty unless it was
     */
    public record Delivery(String host, State state, String problem) {}

    /** The same after a webhook has taken it, or after it was given up there for a problem. */
    SentAlert over(int webhook, String problem) {
        List<Delivery> next = new ArrayList<>(webhooks);
        State state = problem.isEmpty() ? State.DELIVERED : State.FAILED;
        next.set(webhook, new Delivery(webhooks.get(webhook).host(), state, problem));
        return new SentAlert(sequence, message, next);
    }

    /** The alerts as JSON, in that order. Names are stable; new ones may come. */
    public static ObjectNode json(List<SentAlert> sent) {
        ObjectNode report = Json.object();
        ArrayNode alerts = report.putArray("alerts");
        sent.forEach(alert -> alert.describe(alerts.addObject()));
        return report;
    }

    private void describe(ObjectNode json) {
        json.put("sequence", sequence)
                .put("kind", message.kind().id())
                .put("severity", message.kind().severity())
                .put("at", message.at().toString())
                .put("headline", message.headline());
        Json.put(json, "accounts", message.accounts());
        json.put("plugin", message.plugin()).put("reason", message.reason()).put("advice", message.advice());
        ArrayNode all = json.putArray("webhooks");
        webhooks.forEach(webhook -> all.addObject()
                .put("host", webhook.host())
                .put("state", Json.word(webhook.state()))
                .put("problem", webhook.problem()));
    }
}
