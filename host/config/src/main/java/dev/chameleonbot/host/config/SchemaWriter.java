package dev.chameleonbot.host.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The JSON Schemas, draft 2020-12. What the reader takes without a warning fits them; what it warns of does not, so that an
 * editor marks it. Names that occur twice, and the like, no schema can tell.
 */
record SchemaWriter(SortedMap<String, SettingsSchema> plugins) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ACCOUNT = "account";
    private static final String PLUGINS = "plugins";

    /** Of a configuration in each of the forms that the original takes: with users, or itself a user or a list of them. */
    String configuration() {
        Map<String, Object> schema = head("Configuration of Chameleon");
        schema.put("type", List.of("object", "array"));
        schema.put("items", reference(ACCOUNT));
        schema.put("minItems", 1);
        Map<String, Object> host = properties(ConfigSection.ROOT);
        Map<String, Object> onlyUser = properties(ConfigSection.USER);
        host.forEach(onlyUser::putIfAbsent);
        onlyUser.remove("users");
        schema.put(
                "if",
                fields("type", "object", "required", List.of("username"), "not", fields("required", List.of("users"))));
        schema.put("then", object(onlyUser, ConfigSection.USER));
        Map<String, Object> withUsers = object(host, ConfigSection.ROOT);
        withUsers.remove("type"); // It holds for a list too, of which it says nothing.
        schema.put("else", withUsers);
        schema.put("$defs", definitions());
        return written(schema);
    }

    String account() {
        Map<String, Object> schema = head("An account of Chameleon");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(ConfigKeys.SCHEMA, properties(ConfigSection.ROOT).get(ConfigKeys.SCHEMA));
        properties.putAll(properties(ConfigSection.USER));
        schema.putAll(object(properties, ConfigSection.USER));
        schema.put("$defs", fields(PLUGINS, pluginBlocks()));
        return written(schema);
    }

    private static Map<String, Object> head(String title) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", title);
        return schema;
    }

    private Map<String, Object> definitions() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put(ACCOUNT, object(properties(ConfigSection.USER), ConfigSection.USER));
        definitions.put(PLUGINS, pluginBlocks());
        return definitions;
    }

    private static Map<String, Object> reference(String definition) {
        return fields("$ref", "#/$defs/" + definition);
    }

    /** What the keys of a section may be, by name. */
    private Map<String, Object> properties(ConfigSection section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        ConfigKeys.in(section).forEach(key -> properties.put(key.name(), property(key, section)));
        return properties;
    }

    private static Map<String, Object> object(Map<String, Object> properties, ConfigSection section) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        List<String> required = ConfigKeys.in(section).stream()
                .filter(ConfigKey::required)
                .map(ConfigKey::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> property(ConfigKey key, ConfigSection section) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String text = ReferenceEntry.of(key, section).text();
        schema.put("description", key.fallback().isEmpty() ? text : text + " Default: " + key.fallback() + ".");
        schema.putAll(value(key));
        if (key.successor().isPresent()) {
            schema.put("deprecated", true);
        }
        return schema;
    }

    private Map<String, Object> value(ConfigKey key) {
        boolean required = key.required();
        return switch (key.kind()) {
            case KeyKind.Text(String pattern) -> fields("type", orNull("string", required), "pattern", pattern);
            case KeyKind.Flag() -> fields("type", orNull("boolean", required));
            case KeyKind.Figure(double least, double most, boolean isWhole) ->
                fields(
                        "type",
                        orNull(isWhole ? "integer" : "number", required),
                        "minimum",
                        bound(least, isWhole),
                        "maximum",
                        bound(most, isWhole));
            case KeyKind.Choice(List<String> words) -> fields("enum", words);
            case KeyKind.Texts(String pattern) ->
                fields(
                        "type",
                        orNull("array", required),
                        "items",
                        fields("type", "string", "pattern", pattern),
                        "minItems",
                        1,
                        "maxItems",
                        ChannelNames.MOST);
            case KeyKind.Moment() -> fields("type", List.of("string", "number", "null"));
            case KeyKind.Block(ConfigSection block) -> nullable(object(properties(block), block));
            case KeyKind.Blocks(ConfigSection block) ->
                fields(
                        "type",
                        orNull("array", required),
                        "items",
                        block == ConfigSection.USER ? reference(ACCOUNT) : object(properties(block), block));
            case KeyKind.PluginBlocks() -> reference(PLUGINS);
        };
    }

    private static Object bound(double value, boolean isWhole) {
        return isWhole ? (Object) (long) value : (Object) value;
    }

    private static Map<String, Object> nullable(Map<String, Object> object) {
        object.put("type", List.of("object", "null"));
        return object;
    }

    /** What is left out may be null as well. */
    private static Object orNull(String type, boolean required) {
        return required ? type : List.of(type, "null");
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Plugins that are not known here may be set as well. */
    private Map<String, Object> pluginBlocks() {
        Map<String, Object> blocks = new LinkedHashMap<>();
        plugins.forEach((id, schema) -> blocks.put(id, schema.jsonSchema()));
        return fields(
                "type",
                List.of("object", "null"),
                "properties",
                blocks,
                "additionalProperties",
                fields("type", "object"));
    }

    private static String written(Map<String, Object> schema) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, lists and texts are JSON", e);
        }
    }
}
