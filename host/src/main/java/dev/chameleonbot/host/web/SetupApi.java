package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.setup.ClientIdVerdict;
import dev.chameleonbot.host.setup.FirstSetup;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.util.List;

/**
 * The first configuration.
 *
 * @param whenDone called when it is made, before that is answered; must not block
 */
record SetupApi(FirstSetup setup, Runnable whenDone) {
    private static final int LONGEST_ID = 200;

    List<Route> routes() {
        String path = "/api/v1/setup";
        return List.of(Route.view(path, this::show), Route.operate("POST", path, this::write));
    }

    private void show(HttpCall call) throws IOException {
        call.answer(json());
    }

    private ObjectNode json() {
        return Json.object()
                .put("needed", setup.isNeeded())
                .put("possible", setup.isPossible())
                .put("config", setup.config().toString());
    }

    private void write(HttpCall call) throws ProblemException, IOException, OperationException {
        String id = JsonBody.text(call.object(), "client_id", LONGEST_ID);
        ClientIdVerdict verdict;
        verdict = setup.write(id);
        if (!verdict.isKnown()) {
            String detail = verdict.message() + "." + (verdict.advice().isEmpty() ? "" : " " + verdict.advice());
            throw switch (verdict.kind()) {
                case MALFORMED, UNKNOWN -> ProblemException.invalid(detail);
                case UNREACHABLE -> new ProblemException(Kind.UNAVAILABLE, detail);
                case REFUSED, KNOWN -> ProblemException.refused(detail);
            };
        }
        call.note(setup.config() + " is written");
        whenDone.run();
        call.answer(json());
    }
}
