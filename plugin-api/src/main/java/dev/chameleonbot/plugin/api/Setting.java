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
 * One thing that an operator can set: its name, what it may be, and what it is unless set. Immutable; best kept in a
 * constant, which is both what the {@link SettingsSchema} declares and what {@link Settings#get} is asked with.
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
     * @param longest how many characters (code points) it may have
     * @return the setting, required
     * @throws IllegalArgumentException if that is none
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
     * @throws IllegalArgumentException if that leaves none
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
     * @throws IllegalArgumentException if that leaves none
     */
    public static Setting<Duration> duration(String name, Duration shortest, Duration longest) {
        return required(name, new SettingKind.Time(shortest, longest));
    }

    /**
     * One of a few, written as the constant's name in any case.
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
     * @param longest how many characters (code points) each may have
     * @return the setting, an empty list unless set
     */
    public static Setting<List<String>> texts(String name, int longest) {
        return required(name, new SettingKind.Many<>(new SettingKind.Text(longest)))
                .orElse(List.of());
    }

    /**
     * A list of objects that have settings of their own.
     *
     * @param name its name
     * @param schema what each object may hold
     * @return the setting, an empty list unless set
     */
    public static Setting<List<Settings>> objects(String name, SettingsSchema schema) {
        return required(name, new SettingKind.Many<>(new SettingKind.Nested(schema)))
                .orElse(List.of());
    }

    /**
     * The same, but it need not be set.
     *
     * @param value what it is then
     * @return the setting, not required
     * @throws IllegalArgumentException if that is not allowed, as far as bounds tell
     */
    public Setting<T> orElse(T value) {
        if (!kind.allows(Objects.requireNonNull(value, "value"))) {
            throw new IllegalArgumentException("The setting '" + name + "' must be " + allowed() + ", also unless set");
        }
        return new Setting<>(name, kind, value, description, checks);
    }

    /**
     * The same with a description.
     *
     * @param what one sentence for the operator
     * @return the setting with it
     */
    public Setting<T> describedAs(String what) {
        return new Setting<>(name, kind, fallback, Objects.requireNonNull(what, "what"), checks);
    }

    /**
     * The same with a check of what is set: a value that does not pass is {@link SettingsProblem.Unusable}. Called whenever
     * settings are read, on any thread; one that throws lets nothing pass.
     *
     * @param check gives what is wrong with a value that is otherwise allowed, to be read after its path; empty if nothing
     *     is. It is logged: no secret may be quoted in it
     * @return the setting with it and all its checks before
     */
    public Setting<T> checked(Function<? super T, Optional<String>> check) {
        return with(new Check<>(check, SettingsProblem.Unusable::new));
    }

    /**
     * The same with a check that only warns: a value that does not pass is {@link SettingsProblem.Doubtful}, and used.
     *
     * @param check as for {@link #checked}
     * @return the setting with it and all its checks before
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

    /** What it is for, for the operator; may be empty. */
    public String description() {
        return description;
    }

    /** What is allowed, to be read after "it must be". */
    public String allowed() {
        return kind.allowed();
    }

    /** What each object of a list may hold; empty unless it is a setting of {@linkplain #objects objects}. */
    public Optional<SettingsSchema> nested() {
        return kind instanceof SettingKind.Many<?>(SettingKind.Nested(SettingsSchema schema))
                ? Optional.of(schema)
                : Optional.empty();
    }

    /** What it is unless set, as JSON has it: a {@code Boolean}, {@code Long}, {@code String} or {@code List}. */
    public Optional<Object> fallbackJson() {
        return fallback().map(kind::json);
    }

    /** What it may be, with its description and what it is unless set, as a part of a JSON Schema. */
    Map<String, Object> jsonSchema() {
        Map<String, Object> schema = kind.jsonSchema();
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        fallbackJson().ifPresent(json -> schema.put("default", json));
        return Collections.unmodifiableMap(schema);
    }

    /** What it is unless set; empty where it must be set. */
    public Optional<T> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** The value that an operator has given; empty if it cannot be used, which the problems then say. */
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

    /** What the author of a setting knows of its values beyond their kind. */
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
