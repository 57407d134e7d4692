package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.json.Json;
import java.nio.file.Path;

/** What was found in a configuration, as JSON. Names are stable; new ones may come. */
final class ConfigJson {
    private ConfigJson() {}

    static ObjectNode of(Path file, ConfigReport report) {
        ObjectNode json = Json.object();
        json.put("file", file.toString());
        json.put("fine", report.errors().isEmpty());
        json.put(
                "accounts",
                report.config().map(usable -> usable.accounts().size()).orElse(0));
        json.put(
                "channels", report.config().map(usable -> usable.channelCount()).orElse(0));
        ArrayNode problems = json.putArray("problems");
        for (ConfigProblem problem : report.problems()) {
            problems.addObject()
                    .put("path", problem.path())
                    .put("severity", Json.word(problem.severity()))
                    .put("message", problem.message());
        }
        return json;
    }
}
