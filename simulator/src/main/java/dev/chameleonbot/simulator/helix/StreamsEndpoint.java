package dev.chameleonbot.simulator.helix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.stream.Streams;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /helix/streams}, for streams of named users. */
final class StreamsEndpoint {
    private static final int MAX_NAMED = 100;

    private final Accounts accounts;
    private final Streams streams;

    StreamsEndpoint(Accounts accounts, Streams streams) {
        this.accounts = accounts;
        this.streams = streams;
    }

    HttpResponse answer(HelixCall call) {
        if (!call.is("GET")) {
            return HelixApi.methodNotAllowed();
        }
        List<String> ids = call.request().query().all("user_id");
        List<String> logins = call.request().query().all("user_login");
        if (ids.size() > MAX_NAMED || logins.size() > MAX_NAMED) {
            return Json.helixError(400, "The request must not name more than 100 users");
        }
        Set<Account> asked = new LinkedHashSet<>();
        ids.stream().map(accounts::byId).flatMap(Optional::stream).forEach(asked::add);
        logins.stream().map(accounts::byLogin).flatMap(Optional::stream).forEach(asked::add);
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        asked.forEach(account -> streams.of(account).ifPresent(live -> data.add(toJson(account, live))));
        body.putObject("pagination");
        return Json.answer(200, body);
    }

    private static ObjectNode toJson(Account account, Streams.Live live) {
        ObjectNode json = Json.object()
                .put("id", live.id())
                .put("user_id", account.id())
                .put("user_login", account.login())
                .put("user_name", account.displayName())
                .put("game_id", "")
                .put("game_name", "")
                .put("type", "live")
                .put("title", "")
                .put("viewer_count", 0)
                .put(
                        "started_at",
                        live.startedAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("language", "en")
                .put("thumbnail_url", "")
                .put("is_mature", false);
        json.putArray("tags");
        return json;
    }
}
