package dev.chameleonbot.plugin.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as read by their schema; without a schema, as the caller asks for them. */
final class GivenSettings implements Settings {
    private final SettingsSchema schema;
    private final Map<String, Object> given;
    private final Map<String, Object> read;

    GivenSettings(SettingsSchema schema, Map<String, ?> given, Map<String, Object> read) {
        this.schema = schema;
        this.given = Map.copyOf(given);
        this.read = Map.copyOf(read);
    }

    /** A JSON object as a map by name. */
    static Map<String, Object> byName(Map<?, ?> object) {
        Map<String, Object> byName = new LinkedHashMap<>();
        object.forEach((name, value) -> byName.put(String.valueOf(name), value));
        return byName;
    }

    @Override
    @SuppressWarnings("unchecked") // What was read for a setting is what that setting makes of it.
    public <T> T get(Setting<T> setting) {
        if (!schema.isDeclared()) {
            return asked(setting);
        }
        if (!schema.has(setting)) {
            throw new IllegalArgumentException("The setting '" + setting.name() + "' is not declared");
        }
        Object value = read.get(setting.name());
        if (value == null) {
            throw new IllegalStateException("The setting '" + setting.name() + "' was not read");
        }
        return (T) value;
    }

    private <T> T asked(Setting<T> setting) {
        Object value = given.get(setting.name());
        if (value == null) {
            return setting.fallback()
                    .orElseThrow(() -> new IllegalArgumentException("The setting '" + setting.name() + "' is missing"));
        }
        return setting.read(value, setting.name(), SettingsSchema::refuse).orElseThrow();
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return typed(key, Boolean.class, "true or false");
    }

    @Override
    public Optional<String> text(String key) {
        return typed(key, String.class, "a text");
    }

    @Override
    public Optional<Long> number(String key) {
        return typed(key, Long.class, "a whole number");
    }

    private <T> Optional<T> typed(String key, Class<T> type, String expected) {
        Object value = given.get(key);
        if (value == null) {
            return Optional.ofNullable(read.get(key)).filter(type::isInstance).map(type::cast);
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The setting '" + key + "' must be " + expected);
        }
        return Optional.of(type.cast(value));
    }

    /** Only names: a value may be a secret. */
    @Override
    public String toString() {
        return "settings " + given.keySet();
    }
}
