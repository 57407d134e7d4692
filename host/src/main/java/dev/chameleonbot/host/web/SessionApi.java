package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.web.Route.Access;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Who is logged in, and this interface's own description. */
record SessionApi(AccessControl gate, Mode mode) {
    List<Route> routes() {
        String session = "/api/v1/session";
        return List.of(
                Route.view(session, this::show),
                new Route("POST", session, Access.EVERYBODY, this::logIn),
                new Route("DELETE", session, Access.VIEW, this::logOut),
                Route.view("/api/v1/openapi.json", SessionApi::describe));
    }

    private void show(HttpCall call) throws IOException {
        Visitor visitor = call.visitor().orElseThrow();
        ObjectNode json = Json.object()
                .put("who", visitor.who())
                .put("role", visitor.role().word())
                .put("expires_at", Json.text(visitor.session().map(one -> one.expiresAt())))
                .put("version", ProgramVersion.ofThisProgram())
                .put("mode", mode.word());
        call.answer(json);
    }

    private void logIn(HttpCall call) throws ProblemException, IOException, InterruptedException {
        JsonNode password = call.object().path("password");
        if (!password.isTextual()) {
            throw ProblemException.invalid("password must be a text");
        }
        Visitor visitor = gate.ofPassword(password.asText(), call.address());
        call.note("logged in");
        call.answerHeader("Set-Cookie", gate.cookie(visitor.session(), call.isSecure()));
        call.answer(204);
    }

    private void logOut(HttpCall call) throws IOException {
        call.visitor().ifPresent(gate::end);
        call.answerHeader("Set-Cookie", gate.cookie(Optional.empty(), call.isSecure()));
        call.answer(204);
    }

    private static void describe(HttpCall call) throws IOException {
        try (InputStream in = SessionApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IOException("The program lacks openapi.json");
            }
            call.answer(200, "application/json", in.readAllBytes());
        }
    }
}
