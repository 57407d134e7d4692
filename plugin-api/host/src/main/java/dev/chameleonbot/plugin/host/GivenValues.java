package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Settings;
import dev.chameleonbot.plugin.api.SettingsProblem;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** The settings of a test, in the form of a configuration; for the testkits. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class GivenValues {
    private GivenValues() {}

    /**
     * Reads settings.
     *
     * @param schema the declared settings
     * @param values the values by name, each of a {@linkplain #requireKnownType known type}
     * @return the settings
     * @throws IllegalArgumentException if a setting is unusable or unknown (a host only warns of unknown ones); the
     *     message names all problems
     */
    public static Settings read(SettingsSchema schema, Map<String, Object> values) {
        String problems = schema.check(values).stream()
                .flatMap(problem -> sentence(problem).stream())
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems);
        }
        return schema.settings(values);
    }

    private static Optional<String> sentence(SettingsProblem problem) {
        return switch (problem) {
            case SettingsProblem.Unusable(String path, String message) -> Optional.of(path + " " + message);
            case SettingsProblem.Unknown(String path, String name, List<String> known) ->
                Optional.of(path + " is not known; known are " + String.join(", ", known));
            case SettingsProblem.Doubtful doubtful -> Optional.empty();
        };
    }

    /**
     * Converts a value to the form of settings; whole numbers become {@code Long}s.
     *
     * @param value the value from the test
     * @return the same value in JSON
     * @throws IllegalArgumentException if JSON has no such value
     */
    public static Object requireKnownType(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text -> text;
            case Long number -> number;
            case Integer number -> number.longValue();
            case List<?> list ->
                list.stream().map(GivenValues::requireKnownType).toList();
            case Map<?, ?> object -> byName(object);
            default ->
                throw new IllegalArgumentException(
                        "A setting cannot be a " + value.getClass().getName());
        };
    }

    private static Map<String, Object> byName(Map<?, ?> object) {
        Map<String, Object> byName = new LinkedHashMap<>();
        object.forEach((name, value) -> byName.put((String) name, requireKnownType(value)));
        return byName;
    }
}
