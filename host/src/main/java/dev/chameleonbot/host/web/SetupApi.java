package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.setup.ClientIdVerdict;
import dev.chameleonbot.host.setup.FirstSetup;
import dev.chameleonbot.host.setup.SetupException;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.util.List;

/** The first configuration. */
final class SetupApi {
    private static final int LONGEST_ID = 200;

    private final FirstSetup setup;
    private final Runnable whenDone;

    /**
     * The way to it.
     *
     * @param setup makes it
     * @param whenDone called when it is made, before that is answered; must not block
     */
    SetupApi(FirstSetup setup, Runnable whenDone) {
        this.setup = setup;
        this.whenDone = whenDone;
    }

    List<Route> routes() {
        String path = "/api/v1/setup";
        return List.of(Route.view(path, this::show), Route.operate("POST", path, this::write));
    }

    private void show(HttpCall call) throws IOException {
        call.answer(json());
    }

    private ObjectNode json() {
        return HttpCall.JSON
                .createObjectNode()
                .put("needed", setup.isNeeded())
                .put("possible", setup.isPossible())
                .put("config", setup.config().toString());
    }

    private void write(HttpCall call) throws ProblemException, IOException {
        String id = JsonBody.text(call.object(), "client_id", LONGEST_ID);
        ClientIdVerdict verdict;
        try {
            verdict = setup.write(id);
        } catch (SetupException e) {
            throw ProblemException.refused(e.getMessage());
        }
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
