package dev.chameleonbot.host.web;

import dev.chameleonbot.host.alerts.SentAlert;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.runtime.BotHost;
import java.io.IOException;
import java.util.List;

/** The alerts that were sent, or would be if there were a webhook. */
final class AlertsApi {
    private final BotHost host;

    AlertsApi(HostOperations operations) {
        this.host = operations.host();
        host.alerts().list();
    }

    List<Route> routes() {
        // One that asks for a login holds its code.
        return List.of(Route.operate("GET", "/api/v1/alerts", this::show));
    }

    /** What changes whenever an alert does. */
    Object revision() {
        return host.alerts().sent();
    }

    private void show(HttpCall call) throws IOException {
        call.answer(SentAlert.json(host.alerts().sent()));
    }
}
