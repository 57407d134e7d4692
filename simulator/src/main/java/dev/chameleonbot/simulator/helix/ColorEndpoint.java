package dev.chameleonbot.simulator.helix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.served.ServedTracker;
import java.util.List;
import java.util.Optional;

/** {@code /helix/chat/color}. */
final class ColorEndpoint {
    private static final int MAX_NAMED = 100;

    private final Accounts accounts;
    private final EventJournal journal;
    private final ServedTracker served;

    ColorEndpoint(Accounts accounts, EventJournal journal, ServedTracker served) {
        this.accounts = accounts;
        this.journal = journal;
        this.served = served;
    }

    HttpResponse answer(HelixCall call) {
        return switch (call.request().method()) {
            case "PUT" -> put(call);
            case "GET" -> get(call);
            default -> HelixApi.methodNotAllowed();
        };
    }

    private HttpResponse put(HelixCall call) {
        String color = call.request().query().first("color").orElse("");
        HttpResponse answer = change(call, color);
        journal.write(
                Kind.COLOR_CHANGE,
                call.request().receivedNanos(),
                call.account().login(),
                color,
                answer.status());
        return answer;
    }

    private HttpResponse change(HelixCall call, String color) {
        Account account = call.account();
        if (!call.request().query().first("user_id").orElse("").equals(account.id())) {
            return Json.helixError(401, "The ID in user_id must match the user ID in the access token");
        }
        if (!call.allows("user:manage:chat_color")) {
            return Json.helixError(401, "Missing scope: user:manage:chat_color");
        }
        Optional<String> preset = Colors.preset(color);
        Optional<String> hex = Colors.hex(color);
        if (preset.isEmpty() && hex.isEmpty()) {
            return Json.helixError(400, "The color is not valid");
        }
        if (hex.isPresent() && !account.prime()) {
            return Json.helixError(400, "User must have Turbo or Prime to specify a Hex color code");
        }
        account.color(preset.or(() -> hex).orElseThrow());
        served.of(account.id()).changed(call.request().receivedNanos());
        return HttpResponse.empty(204);
    }

    private HttpResponse get(HelixCall call) {
        List<String> ids = call.request().query().all("user_id");
        if (ids.isEmpty() || ids.size() > MAX_NAMED) {
            return Json.helixError(400, "The request must name 1 to 100 user_ids");
        }
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        ids.stream()
                .distinct()
                .map(accounts::byId)
                .flatMap(Optional::stream)
                .forEach(account -> data.addObject()
                        .put("user_id", account.id())
                        .put("user_login", account.login())
                        .put("user_name", account.displayName())
                        .put("color", account.color()));
        return Json.answer(200, body);
    }
}
