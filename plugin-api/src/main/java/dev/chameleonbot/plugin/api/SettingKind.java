package dev.chameleonbot.plugin.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The kind of a setting's value. Values come from JSON: {@code Boolean}, {@code String}, {@code Long}, {@code List} or
 * {@code Map}; anything else, such as a number with a fraction, fits no kind. A problem quotes only short texts: a
 * longer one may be a token or a client secret in the wrong place.
 *
 * @param <T> the type of the value
 */
sealed interface SettingKind<T> {

    /** The allowed values, as a continuation of "it must be". */
    String allowed();

    /** Whether a value of the type is within the bounds. */
    boolean allows(T value);

    /** The allowed values, as far as a JSON Schema can express them; a mutable map. */
    Map<String, Object> jsonSchema();

    /** A value of the type, as in JSON. */
    Object json(T value);

    private static Map<String, Object> schema(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }

    /** The value; empty if it is not allowed, which is reported to {@code problems}. */
    Optional<T> read(Object given, String path, Consumer<? super SettingsProblem> problems);

    /** Reports that a value is not allowed. */
    default Optional<T> refuse(Object given, String path, Consumer<? super SettingsProblem> problems) {
        return refuse(given, "", path, problems);
    }

    /** Reports that a value is not allowed, and why. */
    default Optional<T> refuse(Object given, String why, String path, Consumer<? super SettingsProblem> problems) {
        problems.accept(new SettingsProblem.Unusable(path, "is " + shown(given) + why + "; it must be " + allowed()));
        return Optional.empty();
    }

    /** Twitch's tokens and client secrets have thirty characters. */
    int LONGEST_QUOTE = 20;

    private static String shown(Object given) {
        return switch (given) {
            case Boolean flag -> flag.toString();
            case Long number -> number.toString();
            case String text -> shown(text);
            case List<?> list -> "a list";
            case Map<?, ?> object -> "an object";
            // What is whole, but no Long, is given as it is nearest to.
            case Double huge when Math.abs(huge) >= 0x1p63 -> "a number that is far out of range";
            case Double fraction -> fraction + ", which is no whole number";
            default -> "no whole number";
        };
    }

    private static String shown(String text) {
        if (text.isBlank()) {
            return "an empty text";
        }
        int length = text.codePointCount(0, text.length());
        boolean isQuoted = length <= LONGEST_QUOTE && text.codePoints().noneMatch(Character::isISOControl);
        return isQuoted ? '"' + text + '"' : "a text of " + length + " characters";
    }

    private static <C extends Comparable<C>> void requireBounds(C least, C most) {
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("Nothing is from " + least + " to " + most);
        }
    }

    record Flag() implements SettingKind<Boolean> {
        @Override
        public boolean allows(Boolean value) {
            return true;
        }

        @Override
        public String allowed() {
            return "true or false, without quotes";
        }

        @Override
        public Map<String, Object> jsonSchema() {
            return schema("boolean");
        }

        @Override
        public Object json(Boolean value) {
            return value;
        }

        @Override
        public Optional<Boolean> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            return given instanceof Boolean flag ? Optional.of(flag) : refuse(given, path, problems);
        }
    }

    record Text(int longest) implements SettingKind<String> {
        public Text {
            requireBounds(1, longest);
        }

        @Override
        public boolean allows(String value) {
            return !value.isBlank() && length(value) <= longest;
        }

        @Override
        public String allowed() {
            return "a text of 1 to " + longest + " characters";
        }

        @Override
        public Map<String, Object> jsonSchema() {
            Map<String, Object> schema = schema("string");
            schema.put("minLength", 1);
            schema.put("maxLength", longest);
            return schema;
        }

        @Override
        public Object json(String value) {
            return value;
        }

        @Override
        public Optional<String> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            if (!(given instanceof String text) || text.isBlank()) {
                return refuse(given, path, problems);
            }
            if (!allows(text)) {
                problems.accept(new SettingsProblem.Unusable(
                        path, "is a text of " + length(text) + " characters; it must be " + allowed()));
                return Optional.empty();
            }
            return Optional.of(text);
        }

        private static int length(String text) {
            return text.codePointCount(0, text.length());
        }
    }

    record WholeNumber(long least, long most) implements SettingKind<Long> {
        public WholeNumber {
            requireBounds(least, most);
        }

        @Override
        public boolean allows(Long value) {
            return value >= least && value <= most;
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public Map<String, Object> jsonSchema() {
            Map<String, Object> schema = schema("integer");
            schema.put("minimum", least);
            schema.put("maximum", most);
            return schema;
        }

        @Override
        public Object json(Long value) {
            return value;
        }

        @Override
        public Optional<Long> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            return given instanceof Long number && allows(number) ? Optional.of(number) : refuse(given, path, problems);
        }
    }

    record Time(Duration shortest, Duration longest) implements SettingKind<Duration> {
        private static final List<String> EXAMPLES = List.of("30s", "5m", "1h30m");
        private static final Pattern MILLIS = Pattern.compile("\\d{1,9}ms");
        private static final Pattern UNITS = Pattern.compile("(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");

        public Time {
            requireBounds(Duration.ZERO, shortest);
            requireBounds(shortest, longest);
        }

        @Override
        public boolean allows(Duration value) {
            return value.compareTo(shortest) >= 0 && value.compareTo(longest) <= 0;
        }

        @Override
        public String allowed() {
            return "a time from " + written(shortest) + " to " + written(longest) + ", such as " + examples();
        }

        /** Only allowed examples: others would be refused with the same message. */
        private String examples() {
            List<String> allowed = EXAMPLES.stream()
                    .filter(example -> parse(example).filter(this::allows).isPresent())
                    .map(example -> '"' + example + '"')
                    .toList();
            if (allowed.isEmpty()) {
                return '"' + written(shortest) + '"';
            }
            return allowed.size() == 1
                    ? allowed.getFirst()
                    : String.join(", ", allowed.subList(0, allowed.size() - 1)) + " or " + allowed.getLast();
        }

        @Override
        public Map<String, Object> jsonSchema() {
            Map<String, Object> schema = schema("string");
            schema.put("pattern", "^\\s*([0-9]{1,9}ms|(?=[0-9])([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?)\\s*$");
            return schema;
        }

        @Override
        public Object json(Duration value) {
            return written(value);
        }

        @Override
        public Optional<Duration> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            Optional<Duration> time = given instanceof String text ? parse(text) : Optional.empty();
            return time.filter(this::allows)
                    .or(() -> refuse(given, time.map(this::beyond).orElse(""), path, problems));
        }

        private String beyond(Duration time) {
            return time.compareTo(shortest) < 0 ? ", which is too short" : ", which is too long";
        }

        private static Optional<Duration> parse(String text) {
            String plain = text.strip().toLowerCase(Locale.ROOT);
            if (MILLIS.matcher(plain).matches()) {
                return Optional.of(Duration.ofMillis(Long.parseLong(plain.substring(0, plain.length() - 2))));
            }
            try {
                boolean units = !plain.isEmpty() && UNITS.matcher(plain).matches();
                return units ? Optional.of(Duration.parse("PT" + plain)) : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static String written(Duration time) {
            boolean millis = time.toNanosPart() != 0;
            return millis
                    ? time.toMillis() + "ms"
                    : time.toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }

    record Choice<E extends Enum<E>>(List<E> constants) implements SettingKind<E> {
        @Override
        public boolean allows(E value) {
            return constants.contains(value);
        }

        @Override
        public String allowed() {
            return constants.stream()
                    .map(constant -> "\"" + constant.name().toLowerCase(Locale.ROOT) + "\"")
                    .collect(Collectors.joining(", ", "one of ", ""));
        }

        @Override
        public Map<String, Object> jsonSchema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("enum", constants.stream().map(this::json).toList());
            return schema;
        }

        @Override
        public Object json(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Optional<E> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            return constants.stream()
                    .filter(constant ->
                            given instanceof String text && constant.name().equalsIgnoreCase(text.strip()))
                    .findAny()
                    .or(() -> refuse(given, path, problems));
        }
    }

    record Many<T>(SettingKind<T> each) implements SettingKind<List<T>> {
        @Override
        public boolean allows(List<T> value) {
            return value.stream().allMatch(each::allows);
        }

        @Override
        public String allowed() {
            return "a list; each of it must be " + each.allowed();
        }

        @Override
        public Map<String, Object> jsonSchema() {
            Map<String, Object> schema = schema("array");
            schema.put("items", each.jsonSchema());
            return schema;
        }

        @Override
        public Object json(List<T> value) {
            return value.stream().map(each::json).toList();
        }

        @Override
        public Optional<List<T>> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            if (!(given instanceof List<?> list)) {
                return refuse(given, path, problems);
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                each.read(list.get(i), path + "[" + i + "]", problems).ifPresent(values::add);
            }
            return values.size() == list.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
        }
    }

    record Nested(SettingsSchema schema) implements SettingKind<Settings> {
        @Override
        public boolean allows(Settings value) {
            return true;
        }

        @Override
        public String allowed() {
            return "an object with " + String.join(", ", schema.names());
        }

        @Override
        public Map<String, Object> jsonSchema() {
            return schema.jsonSchema(true);
        }

        /** Not used: an object is never a default. */
        @Override
        public Object json(Settings value) {
            return Map.of();
        }

        @Override
        public Optional<Settings> read(Object given, String path, Consumer<? super SettingsProblem> problems) {
            return given instanceof Map<?, ?> object
                    ? schema.read(GivenSettings.byName(object), path + ".", problems)
                    : refuse(given, path, problems);
        }
    }
}
