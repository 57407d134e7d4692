package dev.chameleonbot.plugin.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a setting: its name, its allowed values and its default. Immutable. Keep it in a constant, to
 * declare it in a {@link SettingsSchema} and to read it with {@link Settings#get}.
 *
 * {@snippet :
 * static final Setting<Duration> EVERY = Setting.duration("every", Duration.ofMinutes(1), Duration.ofDays(1))
 *         .orElse(Duration.ofMinutes(15))
 *         .describedAs("How long to wait between two announcements");
 * }
 *
 * @param <T> the type of its value
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Setting<T> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    private final String name;
    private final SettingKind<T> kind;
    private final @Nullable T fallback;
    private final String description;
    private final List<Check<T>> checks;

    private Setting(String name, SettingKind<T> kind, @Nullable T fallback, String description, List<Check<T>> checks) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A setting's name has 1 to 50 of a-z, 0-9 and _, and begins with a letter; '" + name
                            + "' does not");
        }
        this.name = name;
        this.kind = kind;
        this.fallback = fallback;
        this.description = description;
        this.checks = List.copyOf(checks);
    }

    private static <T> Setting<T> required(String name, SettingKind<T> kind) {
        return new Setting<>(name, kind, null, "", List.of());
    }

    /**
     * A switch: {@code true} or {@code false}.
     *
     * @param name its name
     * @return the setting, required
     */
    public static Setting<Boolean> flag(String name) {
        return required(name, new SettingKind.Flag());
    }

    /**
     * A text, not blank.
     *
     * @param name its name
     * @param longest the largest number of characters (code points)
     * @return the setting, required
     * @throws IllegalArgumentException if that number is not positive
     */
    public static Setting<String> text(String name, int longest) {
        return required(name, new SettingKind.Text(longest));
    }

    /**
     * A whole number.
     *
     * @param name its name
     * @param least the smallest allowed
     * @param most the largest allowed
     * @return the setting, required
     * @throws IllegalArgumentException if the bounds allow no value
     */
    public static Setting<Long> number(String name, long least, long most) {
        return required(name, new SettingKind.WholeNumber(least, most));
    }

    /**
     * A time, written like {@code 30s}, {@code 5m}, {@code 1h30m} or {@code 500ms}.
     *
     * @param name its name
     * @param shortest the shortest allowed
     * @param longest the longest allowed
     * @return the setting, required
     * @throws IllegalArgumentException if the bounds allow no value
     */
    public static Setting<Duration> duration(String name, Duration shortest, Duration longest) {
        return required(name, new SettingKind.Time(shortest, longest));
    }

    /**
     * One of the constants of an enum, written as its name in any case.
     *
     * @param name its name
     * @param type the enum that lists them
     * @param <E> the enum
     * @return the setting, required
     */
    public static <E extends Enum<E>> Setting<E> choice(String name, Class<E> type) {
        return required(name, new SettingKind.Choice<>(List.of(type.getEnumConstants())));
    }

    /**
     * A list of texts, none blank.
     *
     * @param name its name
     * @param longest the largest number of characters (code points) of each
     * @return the setting, an empty list by default
     */
    public static Setting<List<String>> texts(String name, int longest) {
        return required(name, new SettingKind.Many<>(new SettingKind.Text(longest)))
                .orElse(List.of());
    }

    /**
     * A list of objects with their own settings.
     *
     * @param name its name
     * @param schema the settings of each object
     * @return the setting, an empty list by default
     */
    public static Setting<List<Settings>> objects(String name, SettingsSchema schema) {
        return required(name, new SettingKind.Many<>(new SettingKind.Nested(schema)))
                .orElse(List.of());
    }

    /**
     * Returns the same setting with a default.
     *
     * @param value the default
     * @return the setting, not required
     * @throws IllegalArgumentException if the bounds do not allow the default
     */
    public Setting<T> orElse(T value) {
        if (!kind.allows(Objects.requireNonNull(value, "value"))) {
            throw new IllegalArgumentException("The setting '" + name + "' must be " + allowed() + ", also unless set");
        }
        return new Setting<>(name, kind, value, description, checks);
    }

    /**
     * Returns the same setting with a description.
     *
     * @param what one sentence for the operator
     * @return the setting with the description
     */
    public Setting<T> describedAs(String what) {
        return new Setting<>(name, kind, fallback, Objects.requireNonNull(what, "what"), checks);
    }

    /**
     * Returns the same setting with one more check: a value that fails it is {@link SettingsProblem.Unusable}. The
     * check runs each time settings are read, on any thread; if it throws, the value fails.
     *
     * @param check returns what is wrong with an otherwise allowed value, as a continuation of its path, or empty. It
     *     is logged, so it must not quote secrets
     * @return the setting with all its checks
     */
    public Setting<T> checked(Function<? super T, Optional<String>> check) {
        return with(new Check<>(check, SettingsProblem.Unusable::new));
    }

    /**
     * Returns the same setting with a check that only warns: a value that fails it is {@link SettingsProblem.Doubtful},
     * and is used.
     *
     * @param check as for {@link #checked}
     * @return the setting with all its checks
     */
    public Setting<T> doubted(Function<? super T, Optional<String>> check) {
        return with(new Check<>(check, SettingsProblem.Doubtful::new));
    }

    private Setting<T> with(Check<T> check) {
        List<Check<T>> more = new ArrayList<>(checks);
        more.add(check);
        return new Setting<>(name, kind, fallback, description, more);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its purpose, for the operator; may be empty. */
    public String description() {
        return description;
    }

    /** The allowed values, as a continuation of "it must be". */
    public String allowed() {
        return kind.allowed();
    }

    /** The settings of each object; empty unless this is a setting of {@linkplain #objects objects}. */
    public Optional<SettingsSchema> nested() {
        return kind instanceof SettingKind.Many<?>(SettingKind.Nested(SettingsSchema schema))
                ? Optional.of(schema)
                : Optional.empty();
    }

    /** The default in JSON: a {@code Boolean}, {@code Long}, {@code String} or {@code List}. */
    public Optional<Object> fallbackJson() {
        return fallback().map(kind::json);
    }

    /** Its allowed values, description and default, as a part of a JSON Schema. */
    Map<String, Object> jsonSchema() {
        Map<String, Object> schema = kind.jsonSchema();
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        fallbackJson().ifPresent(json -> schema.put("default", json));
        return Collections.unmodifiableMap(schema);
    }

    /** The default; empty if the setting is required. */
    public Optional<T> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** The operator's value; empty if it is unusable, which is reported to {@code problems}. */
    Optional<T> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
        Optional<T> read = kind.read(given, path, problems);
        List<SettingsProblem> found = read.stream()
                .flatMap(value -> checks.stream().flatMap(check -> check.problem(value, path).stream()))
                .toList();
        found.forEach(problems);
        return read.filter(value -> found.stream().noneMatch(SettingsProblem.Unusable.class::isInstance));
    }

    @Override
    public String toString() {
        return name + ", " + allowed();
    }

    /** A check by the author of a setting, beyond its kind. */
    private record Check<T>(
            Function<? super T, Optional<String>> check, BiFunction<String, String, SettingsProblem> kind) {
        Check {
            Objects.requireNonNull(check, "check");
        }

        Optional<SettingsProblem> problem(T value, String path) {
            try {
                return check.apply(value).map(message -> kind.apply(path, message));
            } catch (RuntimeException e) { // Its message may hold the value.
                return Optional.of(new SettingsProblem.Unusable(
                        path,
                        "cannot be checked, as the plugin fails at it: "
                                + e.getClass().getName()));
            }
        }
    }
}
