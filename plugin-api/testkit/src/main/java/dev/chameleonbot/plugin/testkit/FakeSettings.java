package dev.chameleonbot.plugin.testkit;

import dev.chameleonbot.plugin.api.Settings;
import java.util.Map;
import java.util.Optional;

/** What the test has set, as it stood when the session was opened. */
record FakeSettings(Map<String, Object> values) implements Settings {
    FakeSettings {
        values = Map.copyOf(values);
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

    /** Gives a value as settings hold it; whole numbers are {@code Long}s. */
    static Object requireKnownType(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text -> text;
            case Long number -> number;
            case Integer number -> number.longValue();
            default ->
                throw new IllegalArgumentException(
                        "A setting cannot be a " + value.getClass().getName());
        };
    }

    private <T> Optional<T> typed(String key, Class<T> type, String expected) {
        Optional<Object> value = Optional.ofNullable(values.get(key));
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw new IllegalArgumentException("The setting '" + key + "' must be " + expected);
        }
        return value.map(type::cast);
    }
}
