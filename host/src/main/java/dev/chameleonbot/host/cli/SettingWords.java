package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chameleonbot.host.json.Json;
import java.util.List;

/**
 * Settings of an account as they are typed: {@code PLUGIN.SETTING=VALUE}, or {@code is_prime_or_turbo=VALUE}. A value is JSON, or
 * else a text as it stands; without one the setting is taken away.
 */
final class SettingWords {
    private SettingWords() {}

    /** The patch of the account's block that they make. */
    static ObjectNode patch(List<String> words) {
        ObjectNode patch = Json.object();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw CommandFailedException.unreadable("'" + word
                        + "' is no setting; write PLUGIN.SETTING=VALUE, such as color-changer.enabled=false");
            }
            String name = word.substring(0, equals);
            JsonNode value = value(word.substring(equals + 1));
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                patch.set(name, value);
            } else {
                patch.withObjectProperty("plugins")
                        .withObjectProperty(name.substring(0, dot))
                        .set(name.substring(dot + 1), value);
            }
        }
        return patch;
    }

    private static JsonNode value(String written) {
        if (written.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return Json.STRICT.readTree(written);
        } catch (JsonProcessingException e) {
            return new TextNode(written);
        }
    }
}
