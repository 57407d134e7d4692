package dev.chameleonbot.simulator.helix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /helix/users}. */
final class UsersEndpoint {
    private static final int MAX_NAMED = 100;

    private final Accounts accounts;

    UsersEndpoint(Accounts accounts) {
        this.accounts = accounts;
    }

    HttpResponse answer(HelixCall call) {
        if (!call.is("GET")) {
            return HelixApi.methodNotAllowed();
        }
        List<String> logins = call.request().query().all("login");
        List<String> ids = call.request().query().all("id");
        if (logins.size() + ids.size() > MAX_NAMED) {
            return Json.helixError(400, "The request must not name more than 100 users");
        }
        if (logins.contains("") || ids.contains("")) {
            return Json.helixError(400, "Invalid username(s), email(s), or ID(s). Bad Identifiers.");
        }
        Set<Account> found = new LinkedHashSet<>();
        ids.stream().map(accounts::byId).flatMap(Optional::stream).forEach(found::add);
        logins.stream().map(accounts::byLogin).flatMap(Optional::stream).forEach(found::add);
        if (logins.isEmpty() && ids.isEmpty()) {
            found.add(call.account());
        }
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        found.forEach(account -> data.add(toJson(account)));
        return Json.answer(200, body);
    }

    private static ObjectNode toJson(Account account) {
        return Json.object()
                .put("id", account.id())
                .put("login", account.login())
                .put("display_name", account.displayName())
                .put("type", "")
                .put("broadcaster_type", "")
                .put("description", "")
                .put("profile_image_url", "")
                .put("offline_image_url", "")
                .put("view_count", 0)
                .put(
                        "created_at",
                        account.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
