package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@code plugins} object: what is set for each plugin, by its id. What may be set is the plugins' own affair, and
 * is judged once they are loaded: see {@link PluginSettings}.
 */
record PluginsReader(Problems problems) {
    /** The settings by plugin id: booleans, texts, numbers, and immutable lists and maps of such. */
    static Map<String, Map<String, Object>> read(String path, Optional<JsonNode> plugins, Problems problems) {
        return plugins.map(node -> new PluginsReader(problems).blocks(path, node))
                .orElse(Map.of());
    }

    private Map<String, Map<String, Object>> blocks(String path, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            problems.error(
                    path, "is " + ObjectReader.kind(node) + "; it must be an object with a plugin's id for each");
            return Map.of();
        }
        Map<String, Map<String, Object>> blocks = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String inner = path + "." + ObjectReader.shorten(field.getKey());
            if (field.getValue() instanceof ObjectNode block) {
                blocks.put(field.getKey(), object(inner, block));
            } else {
                problems.error(
                        inner,
                        "is " + ObjectReader.kind(field.getValue())
                                + "; it must be an object with the plugin's settings");
            }
        }
        return blocks;
    }

    private Map<String, Object> object(String path, ObjectNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isNull()) {
                values.put(field.getKey(), value(path + "." + ObjectReader.shorten(field.getKey()), field.getValue()));
            }
        }
        return Map.copyOf(values);
    }

    private List<Object> list(String path, JsonNode node) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            String inner = path + "[" + i + "]";
            if (node.get(i).isNull()) {
                problems.error(inner, "is null; leave it out");
                values.add(""); // So that those after it keep their places.
            } else {
                values.add(value(inner, node.get(i)));
            }
        }
        return List.copyOf(values);
    }

    private Object value(String path, JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.asText();
            case BOOLEAN -> node.asBoolean();
            case ARRAY -> list(path, node);
            case OBJECT -> object(path, (ObjectNode) node);
            default ->
                node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
        };
    }
}
