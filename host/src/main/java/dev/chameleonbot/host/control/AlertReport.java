package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.alerts.SentAlert;
import dev.chameleonbot.host.json.Json;
import java.util.List;

/** The alerts that were sent, as JSON. Names are stable; new ones may come. */
public final class AlertReport {
    private AlertReport() {}

    /**
     * Writes them.
     *
     * @param sent the alerts
     * @return an object with {@code alerts}, in that order
     */
    public static ObjectNode of(List<SentAlert> sent) {
        ObjectNode report = Json.object();
        ArrayNode alerts = report.putArray("alerts");
        for (SentAlert alert : sent) {
            ObjectNode one = alerts.addObject()
                    .put("sequence", alert.sequence())
                    .put("kind", alert.kind())
                    .put("severity", alert.severity())
                    .put("at", alert.at().toString())
                    .put("headline", alert.headline());
            Json.put(one, "accounts", alert.accounts());
            one.put("plugin", alert.plugin()).put("reason", alert.reason()).put("advice", alert.advice());
            ArrayNode webhooks = one.putArray("webhooks");
            alert.webhooks()
                    .forEach(webhook -> webhooks.addObject()
                            .put("host", webhook.host())
                            .put("state", Json.word(webhook.state()))
                            .put("problem", webhook.problem()));
        }
        return report;
    }
}
