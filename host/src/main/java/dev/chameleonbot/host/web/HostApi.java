package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.control.ControlException;
import dev.chameleonbot.host.control.HostCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.control.StatusReport;
import java.io.IOException;
import java.util.List;

/** The host as a whole. */
final class HostApi {
    private final HostOperations operations;
    private final Mode mode;

    HostApi(HostOperations operations, Mode mode) {
        this.operations = operations;
        this.mode = mode;
    }

    List<Route> routes() {
        return List.of(
                Route.view("/api/v1/host", this::show),
                Route.operate("POST", "/api/v1/host/reload", this::reload),
                Route.operate("POST", "/api/v1/host/stop", this::stop));
    }

    private void show(HttpCall call) throws IOException {
        ObjectNode json = StatusReport.head(operations).put("mode", mode.word());
        json.set("summary", Summary.of(operations.host()));
        call.answer(json);
    }

    private void reload(HttpCall call) throws ProblemException, IOException {
        try {
            call.answer(HostCommands.json(operations.reload()));
        } catch (ControlException e) {
            throw ProblemException.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Answers first: with its end the host hangs up. */
    private void stop(HttpCall call) throws IOException {
        try {
            call.answer(202);
        } finally {
            operations.stop();
        }
    }
}
