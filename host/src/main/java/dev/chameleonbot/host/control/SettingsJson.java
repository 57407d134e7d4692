package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.accounts.AccountSetting;
import dev.chameleonbot.host.accounts.AccountSettings;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What can be set for a plugin, as JSON. A setting without a {@code default} must be set. */
final class SettingsJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    /** What can be set for an account, what is set, and where. */
    static ObjectNode of(AccountSettings account) {
        ObjectNode answer = NODES.objectNode();
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
        ObjectNode one = NODES.objectNode();
        one.put("name", setting.name());
        one.put("allowed", setting.allowed());
        one.put("description", setting.description());
        one.set("schema", JSON.valueToTree(setting.schema()));
        one.put("source", setting.source().name().toLowerCase(Locale.ROOT));
        setting.value().ifPresent(value -> one.set("value", JSON.valueToTree(value)));
        setting.ofAccount().ifPresent(value -> one.set("account", JSON.valueToTree(value)));
        setting.ofAll().ifPresent(value -> one.set("all", JSON.valueToTree(value)));
        setting.fallback().ifPresent(value -> one.set("default", JSON.valueToTree(value)));
        return one;
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
