package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.host.control.ControlException;
import dev.chameleonbot.host.control.HostCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.control.StatusReport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The host as a whole. */
record HostApi(HostOperations operations, Mode mode) {
    List<Route> routes() {
        return List.of(
                Route.view("/api/v1/host", this::show),
                Route.operate("POST", "/api/v1/host/reload", this::reload),
                Route.operate("POST", "/api/v1/host/stop", this::stop));
    }

    private void show(HttpCall call) throws IOException {
        ObjectNode json = StatusReport.head(operations).put("mode", mode.word());
        Collection<Activity> activities =
                operations.host().engine().activities().values();
        json.set(
                "summary",
                StatusReport.summary(
                        operations.host().accounts(),
                        activities.stream().mapToLong(Activity::heard).sum(),
                        activities.stream().mapToLong(Activity::own).sum(),
                        activities.stream().mapToLong(Activity::colorsChanged).sum()));
        call.answer(json);
    }

    private void reload(HttpCall call) throws ProblemException, IOException, ControlException {
        call.answer(HostCommands.json(operations.reload()));
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
