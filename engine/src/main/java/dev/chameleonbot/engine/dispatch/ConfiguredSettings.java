package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.Settings;
import java.util.Map;
import java.util.Optional;

/** One plugin's settings for one account, as the configuration gives them. */
record ConfiguredSettings(Map<String, Object> values) implements Settings {
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
        Object value = values.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("The setting '" + key + "' must be " + expected);
        }
        return Optional.ofNullable(value).map(type::cast);
    }
}
