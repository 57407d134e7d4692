package dev.chameleonbot.simulator.helix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.account.Follows;
import dev.chameleonbot.simulator.account.Follows.Follow;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.http.Json;
import dev.chameleonbot.simulator.http.Parameters;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@code /helix/channels/followed}: the channels that whoever asks follows, page by page. */
final class FollowedEndpoint {
    private static final String SCOPE = "user:read:follows";
    private static final int USUAL_PAGE = 20;
    private static final int LONGEST_PAGE = 100;

    private final Follows follows;

    FollowedEndpoint(Follows follows) {
        this.follows = follows;
    }

    HttpResponse answer(HelixCall call) {
        if (!call.is("GET")) {
            return HelixApi.methodNotAllowed();
        }
        Parameters query = call.request().query();
        String user = query.first("user_id").orElse("");
        if (user.isEmpty()) {
            return Json.helixError(400, "The user_id query parameter is required");
        }
        if (!call.allows(SCOPE)) {
            return Json.helixError(401, "Missing scope: " + SCOPE);
        }
        if (!user.equals(call.account().id())) {
            return Json.helixError(401, "The ID in user_id must match the user ID found in the request's OAuth token");
        }
        Optional<Integer> length = query.first("first").map(Cursor::number).orElse(Optional.of(USUAL_PAGE));
        if (length.filter(number -> number >= 1 && number <= LONGEST_PAGE).isEmpty()) {
            return Json.helixError(400, "The parameter first must be from 1 to 100");
        }
        String broadcaster = query.first("broadcaster_id").orElse("");
        List<Follow> all = follows.of(call.account());
        List<Follow> found = all.stream()
                .filter(follow -> broadcaster.isEmpty() || follow.channel().id().equals(broadcaster))
                .toList();
        int from = Math.min(Cursor.offset(query.first("after").orElse("")), found.size());
        int to = Math.min(from + length.get(), found.size());
        ObjectNode body = Json.object().put("total", all.size());
        ArrayNode data = body.putArray("data");
        found.subList(from, to).forEach(follow -> data.add(toJson(follow)));
        ObjectNode pagination = body.putObject("pagination");
        if (to < found.size()) {
            pagination.put("cursor", Cursor.at(to));
        }
        return Json.answer(200, body);
    }

    private static ObjectNode toJson(Follow follow) {
        return Json.object()
                .put("broadcaster_id", follow.channel().id())
                .put("broadcaster_login", follow.channel().login())
                .put("broadcaster_name", follow.channel().displayName())
                .put(
                        "followed_at",
                        follow.since().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
