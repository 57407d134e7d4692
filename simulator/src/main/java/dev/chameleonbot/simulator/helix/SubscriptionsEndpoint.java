package dev.chameleonbot.simulator.helix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.eventsub.EventSubServer;
import dev.chameleonbot.simulator.eventsub.Subscription;
import dev.chameleonbot.simulator.eventsub.Subscription.Topic;
import dev.chameleonbot.simulator.eventsub.Subscriptions;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.http.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code /helix/eventsub/subscriptions}. */
final class SubscriptionsEndpoint {
    private static final int PAGE = 100;

    private final EventSubServer eventSub;
    private final Subscriptions subscriptions;

    SubscriptionsEndpoint(EventSubServer eventSub, Subscriptions subscriptions) {
        this.eventSub = eventSub;
        this.subscriptions = subscriptions;
    }

    HttpResponse answer(HelixCall call) {
        return switch (call.request().method()) {
            case "POST" -> create(call);
            case "GET" -> list(call);
            case "DELETE" -> delete(call);
            default -> HelixApi.methodNotAllowed();
        };
    }

    private HttpResponse create(HelixCall call) {
        JsonNode body = Json.parse(call.request().body()).orElse(null);
        if (body == null || !body.path("condition").isObject()) {
            return Json.helixError(400, "The body is not a JSON object with a condition");
        }
        JsonNode transport = body.path("transport");
        if (!transport.path("method").asText().equals("websocket")) {
            return Json.helixError(400, "With a user access token the transport must be websocket");
        }
        Map<String, String> condition = new LinkedHashMap<>();
        body.path("condition").properties().stream()
                .filter(field -> !field.getValue().asText().isEmpty())
                .forEach(field -> condition.put(field.getKey(), field.getValue().asText()));
        Topic topic = new Topic(
                body.path("type").asText(), body.path("version").asText(), Collections.unmodifiableMap(condition));
        var session = eventSub.session(transport.path("session_id").asText());
        return switch (subscriptions.create(call.token(), topic, session)) {
            case Subscriptions.Outcome.Refused(int status, String message) -> Json.helixError(status, message);
            case Subscriptions.Outcome.Created(Subscription created) ->
                Json.answer(202, withTotals(List.of(created), subscriptions.of(call.token())));
        };
    }

    private HttpResponse list(HelixCall call) {
        Parameters query = call.request().query();
        List<Subscription> all = subscriptions.of(call.token());
        List<ObjectNode> found = all.stream()
                .map(Subscription::toJson)
                .filter(json -> matches(json, query))
                .toList();
        if (Stream.of("status", "type", "user_id")
                        .filter(name -> query.first(name).isPresent())
                        .count()
                > 1) {
            return Json.helixError(400, "The filters status, type and user_id exclude one another");
        }
        int from = Math.min(Cursor.offset(query.first("after").orElse("")), found.size());
        int to = Math.min(from + PAGE, found.size());
        ObjectNode body = totals(all).put("total", found.size());
        ArrayNode data = body.putArray("data");
        data.addAll(found.subList(from, to));
        ObjectNode pagination = body.putObject("pagination");
        if (to < found.size()) {
            pagination.put("cursor", Cursor.at(to));
        }
        return Json.answer(200, body);
    }

    private static boolean matches(ObjectNode json, Parameters query) {
        boolean status =
                query.first("status").map(json.path("status").asText()::equals).orElse(true);
        boolean type =
                query.first("type").map(json.path("type").asText()::equals).orElse(true);
        boolean user = query.first("user_id")
                .map(id -> json.path("condition")
                        .valueStream()
                        .anyMatch(value -> value.asText().equals(id)))
                .orElse(true);
        return status && type && user;
    }

    private HttpResponse delete(HelixCall call) {
        String id = call.request().query().first("id").orElse("");
        if (id.isEmpty()) {
            return Json.helixError(400, "The id query parameter is required");
        }
        return subscriptions.delete(call.token(), id)
                ? HttpResponse.empty(204)
                : Json.helixError(404, "subscription not found");
    }

    private static ObjectNode withTotals(List<Subscription> data, List<Subscription> all) {
        ObjectNode body = totals(all);
        ArrayNode array = body.putArray("data");
        data.forEach(subscription -> array.add(subscription.toJson()));
        return body;
    }

    private static ObjectNode totals(List<Subscription> all) {
        return Json.object()
                .put("total", all.stream().filter(Subscription::isEnabled).count())
                .put("total_cost", Subscriptions.totalCost(all))
                .put("max_total_cost", Subscriptions.MAX_TOTAL_COST);
    }
}
