package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.metrics.MetricsPage;
import dev.chameleonbot.host.metrics.Readiness;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.web.ProblemException.Kind;
import dev.chameleonbot.host.web.Route.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What those ask who watch over a process.
 *
 * @param host the host; empty before there is one
 * @param readyShare which share of the enabled accounts has to be live
 */
record HealthApi(Optional<BotHost> host, double readyShare) {
    private static final Readiness NOT_SET_UP =
            new Readiness(List.of("There is no configuration yet; 'chameleon setup' or the page makes one"));

    List<Route> routes() {
        return List.of(
                new Route("GET", "/health/live", Access.EVERYBODY_ON_LOOPBACK, HealthApi::live),
                new Route("GET", "/health/ready", Access.EVERYBODY_ON_LOOPBACK, this::ready),
                new Route("GET", "/metrics", Access.EVERYBODY_ON_LOOPBACK, this::metrics));
    }

    private static void live(HttpCall call) throws IOException {
        call.answer(Json.object().put("status", "up"));
    }

    private void ready(HttpCall call) throws IOException {
        Readiness readiness =
                host.map(running -> Readiness.of(running, readyShare)).orElse(NOT_SET_UP);
        ObjectNode json = Json.object().put("ready", readiness.isReady());
        var reasons = json.putArray("reasons");
        readiness.reasons().forEach(reasons::add);
        call.answer(readiness.isReady() ? 200 : 503, json);
    }

    private void metrics(HttpCall call) throws ProblemException, IOException {
        BotHost running = host.orElseThrow(() ->
                new ProblemException(Kind.NOT_SET_UP, "There is no configuration yet, and so nothing to measure"));
        MetricsPage.Format format =
                MetricsPage.Format.preferred(call.header("Accept").orElse(""));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MetricsPage.write(running, format, call.query().flag("accounts"), out);
        call.answer(200, format.contentType(), out.toByteArray());
    }
}
