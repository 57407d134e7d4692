package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.accounts.AccountSetting;
import dev.chameleonbot.host.accounts.AccountSettings;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What can be set for a plugin, as Json.PLAIN. A setting without a {@code default} must be set. */
final class SettingsJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SettingsJson() {}

    static ArrayNode of(SettingsSchema schema) {
        ArrayNode settings = Json.array();
        for (Setting<?> setting : schema.settings()) {
            ObjectNode one = settings.addObject();
            one.put("name", setting.name());
            one.put("allowed", setting.allowed());
            setting.fallback().ifPresent(value -> one.set("default", written(value)));
            one.put("description", setting.description());
        }
        return settings;
    }

    /** What can be set for an account, what is set, and where. */
    static ObjectNode of(AccountSettings account) {
        ObjectNode answer = Json.object();
        answer.put("login", account.login());
        answer.put("origin", account.origin());
        answer.put("own_file", account.isOwnFile());
        answer.set("is_prime_or_turbo", of(account.primeOrTurbo()));
        ArrayNode plugins = answer.putArray("plugins");
        for (AccountSettings.OfPlugin plugin : account.plugins()) {
            ObjectNode one = plugins.addObject();
            one.put("id", plugin.id());
            one.put("loaded", plugin.isLoaded());
            one.put("declared", plugin.isDeclared());
            ArrayNode settings = one.putArray("settings");
            plugin.settings().forEach(setting -> settings.add(of(setting)));
        }
        return answer;
    }

    private static ObjectNode of(AccountSetting setting) {
        ObjectNode one = Json.object();
        one.put("name", setting.name());
        one.put("allowed", setting.allowed());
        one.put("description", setting.description());
        one.set("schema", Json.PLAIN.valueToTree(setting.schema()));
        one.put("source", Json.word(setting.source()));
        setting.value().ifPresent(value -> one.set("value", Json.PLAIN.valueToTree(value)));
        setting.ofAccount().ifPresent(value -> one.set("account", Json.PLAIN.valueToTree(value)));
        setting.ofAll().ifPresent(value -> one.set("all", Json.PLAIN.valueToTree(value)));
        setting.fallback().ifPresent(value -> one.set("default", Json.PLAIN.valueToTree(value)));
        return one;
    }

    /** A value as an operator would write it. */
    private static JsonNode written(Object value) {
        return switch (value) {
            case Boolean flag -> NODES.booleanNode(flag);
            case Long number -> NODES.numberNode(number);
            case Duration time -> NODES.textNode(written(time));
            case Enum<?> constant -> NODES.textNode(Json.word(constant));
            case List<?> list -> {
                ArrayNode array = Json.array();
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
