package dev.chameleonbot.host.web;

import dev.chameleonbot.host.BotHost;
import dev.chameleonbot.host.web.Route.Access;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What those ask who watch over a process. */
final class HealthApi {
    private final Optional<BotHost> host;
    private final double readyShare;

    /**
     * The health of a host.
     *
     * @param host the host; empty before there is one
     * @param readyShare which share of the enabled accounts has to be live
     */
    HealthApi(Optional<BotHost> host, double readyShare) {
        this.host = host;
        this.readyShare = readyShare;
    }

    List<Route> routes() {
        return List.of(new Route("GET", "/health/live", Access.EVERYBODY_ON_LOOPBACK, HealthApi::live));
    }

    private static void live(HttpCall call) throws IOException {
        call.answer(HttpCall.JSON.createObjectNode().put("status", "up"));
    }
}
