package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.util.List;

/** What was changed, by whom. */
record AuditApi(AuditLog audit) {
    List<Route> routes() {
        return List.of(Route.operate("GET", "/api/v1/audit", this::show));
    }

    private void show(HttpCall call) throws IOException {
        ObjectNode json = Json.object();
        ArrayNode entries = json.putArray("entries");
        audit.latest().forEach(entry -> entries.add(entry.json()));
        call.answer(json);
    }
}
