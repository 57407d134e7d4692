package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReport;
import java.nio.file.Path;
import java.util.Locale;

/** What was found in a configuration, as JSON. Names are stable; new ones may come. */
final class ConfigJson {
    private ConfigJson() {}

    static ObjectNode of(Path file, ConfigReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
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
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("message", problem.message());
        }
        return json;
    }
}
