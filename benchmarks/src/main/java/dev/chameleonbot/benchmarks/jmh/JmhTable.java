package dev.chameleonbot.benchmarks.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JMH's results in JSON as a table in Markdown. */
final class JmhTable {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private JmhTable() {}

    /**
     * The table, below when and where it was measured.
     *
     * @param json what JMH has written with {@code -rf json}
     * @param about what else readers want to know, by name
     * @throws IOException if it is no JSON
     */
    static String of(String json, Map<String, String> about) throws IOException {
        JsonNode results = new ObjectMapper().readTree(json);
        StringBuilder text = new StringBuilder("# Benchmarks\n\n");
        about.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append("""

            Means and JMH's 99.9 % error of an average; allocated is per operation, on all threads.

            | Benchmark | Parameters | Time | ± | Unit | Allocated | Samples |
            |---|---|---:|---:|---|---:|---:|
            """);
        for (JsonNode result : results) {
            text.append(row(result));
        }
        return text.toString();
    }

    private static String row(JsonNode result) {
        JsonNode time = result.path("primaryMetric");
        JsonNode allocated = result.path("secondaryMetrics").path(ALLOCATION).path("score");
        int samples = result.path("forks").asInt()
                * result.path("measurementIterations").asInt();
        return "| %s | %s | %s | %s | %s | %s | %d |\n"
                .formatted(
                        shortName(result.path("benchmark").asText()),
                        parameters(result.path("params")),
                        number(time.path("score")),
                        number(time.path("scoreError")),
                        time.path("scoreUnit").asText(),
                        allocated.isNumber() ? String.format(Locale.ROOT, "%,.0f B", allocated.asDouble()) : "",
                        samples);
    }

    /** Class and method. */
    private static String shortName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    private static String parameters(JsonNode params) {
        List<String> shown = new ArrayList<>();
        params.properties()
                .forEach(one -> shown.add(one.getKey() + " " + one.getValue().asText()));
        return String.join(", ", shown);
    }

    /** JMH writes an error that cannot be computed as the text NaN. */
    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3g", value.asDouble()) : "";
    }
}
