package dev.chameleonbot.simulator;

import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.http.Json;

final class ControlApi {
    ControlApi(Simulator simulator) {}

    Answer answer(HttpRequest request) {
        return Json.answer(404, Json.object());
    }
}
