package dev.chameleonbot.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison found, as it is kept.
 *
 * @param about where, when and how it was measured, by name
 * @param figures what was measured
 */
record Results(Map<String, String> about, Figures figures) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** More than whatever is measured, in any unit. */
    private static final double MOST = 1e12;

    private static final int MOST_COUNTED = 1_000_000;

    String toJson() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode first = root.putObject("about");
        about.forEach(first::put);
        ArrayNode all = root.putArray("figures");
        figures.all()
                .forEach(figure -> all.addObject()
                        .put("subject", figure.subject().label())
                        .put("accounts", figure.accounts())
                        .put("scenario", figure.scenario())
                        .put("repetition", figure.repetition())
                        .put("metric", figure.metric().id())
                        .put("value", figure.value()));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    String toCsv() {
        StringBuilder csv = new StringBuilder("subject,accounts,scenario,repetition,metric,value\n");
        figures.all()
                .forEach(figure -> csv.append(figure.subject().label())
                        .append(',')
                        .append(figure.accounts())
                        .append(',')
                        .append(figure.scenario())
                        .append(',')
                        .append(figure.repetition())
                        .append(',')
                        .append(figure.metric().id())
                        .append(',')
                        .append(figure.value())
                        .append('\n'));
        return csv.toString();
    }

    /**
     * Reads what {@link #toJson} has written.
     *
     * @throws IllegalArgumentException if it is something else; the message says what is wrong
     */
    static Results ofJson(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, String> about = new LinkedHashMap<>();
        root.path("about")
                .properties()
                .forEach(entry -> about.put(entry.getKey(), entry.getValue().asText()));
        List<Figure> figures = new ArrayList<>();
        root.path("figures").forEach(entry -> figures.add(figure(entry)));
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("There are no figures in it");
        }
        return new Results(about, new Figures(figures));
    }

    private static Figure figure(JsonNode entry) {
        String subject = entry.path("subject").asText();
        String metric = entry.path("metric").asText();
        double value = entry.path("value").asDouble(Double.NaN);
        if (!(Math.abs(value) <= MOST)) {
            throw new IllegalArgumentException("In a figure, value cannot be " + entry.path("value"));
        }
        return new Figure(
                Subject.of(subject).orElseThrow(() -> new IllegalArgumentException("Unknown subject: " + subject)),
                count(entry, "accounts"),
                entry.path("scenario").asText(),
                count(entry, "repetition"),
                Metric.of(metric).orElseThrow(() -> new IllegalArgumentException("Unknown metric: " + metric)),
                value);
    }

    private static int count(JsonNode entry, String name) {
        int count = entry.path(name).asInt();
        if (count < 1 || count > MOST_COUNTED) {
            throw new IllegalArgumentException("In a figure, " + name + " cannot be " + entry.path(name));
        }
        return count;
    }
}
