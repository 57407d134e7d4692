package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What can be set for a plugin, as JSON. A setting without a {@code default} must be set. */
final class SettingsJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SettingsJson() {}

    static ArrayNode of(SettingsSchema schema) {
        ArrayNode settings = NODES.arrayNode();
        for (Setting<?> setting : schema.settings()) {
            ObjectNode one = settings.addObject();
            one.put("name", setting.name());
            one.put("allowed", setting.allowed());
            setting.fallback().ifPresent(value -> one.set("default", written(value)));
            one.put("description", setting.description());
        }
        return settings;
    }

    /** A value as an operator would write it. */
    private static JsonNode written(Object value) {
        return switch (value) {
            case Boolean flag -> NODES.booleanNode(flag);
            case Long number -> NODES.numberNode(number);
            case Duration time -> NODES.textNode(written(time));
            case Enum<?> constant -> NODES.textNode(constant.name().toLowerCase(Locale.ROOT));
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(one -> array.add(written(one)));
                yield array;
            }
            default -> NODES.textNode(value.toString());
        };
    }

    private static String written(Duration time) {
        return time.toNanosPart() == 0
                ? time.toString().substring("PT".length()).toLowerCase(Locale.ROOT)
                : time.toMillis() + "ms";
    }
}
