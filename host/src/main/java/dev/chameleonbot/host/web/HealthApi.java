package dev.chameleonbot.host.web;

import dev.chameleonbot.host.web.Route.Access;
import java.io.IOException;
import java.util.List;

/** What those ask who watch over a process. */
final class HealthApi {
    List<Route> routes() {
        return List.of(new Route("GET", "/health/live", Access.EVERYBODY_ON_LOOPBACK, HealthApi::live));
    }

    private static void live(HttpCall call) throws IOException {
        call.answer(HttpCall.JSON.createObjectNode().put("status", "up"));
    }
}
