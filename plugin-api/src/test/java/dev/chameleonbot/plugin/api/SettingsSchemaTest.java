package dev.chameleonbot.plugin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SettingsSchemaTest {
    private static final Setting<Boolean> ON = Setting.flag("on").orElse(true);
    private static final Setting<String> GREETING = Setting.text("greeting", 10);
    private static final Setting<Long> COUNT = Setting.number("count", 1, 5).orElse(2L);
    private static final Setting<Duration> EVERY = Setting.duration(
                    "every", Duration.ofMillis(500), Duration.ofHours(24))
            .orElse(Duration.ofMinutes(5));
    private static final Setting<Permission> WHO =
            Setting.choice("who", Permission.class).orElse(Permission.EVERYONE);
    private static final Setting<List<String>> NAMES = Setting.texts("names", 5);
    private static final Setting<String> INNER = Setting.text("inner", 5);
    private static final Setting<List<Settings>> THINGS = Setting.objects("things", SettingsSchema.of(INNER, COUNT));
    private static final SettingsSchema SCHEMA = SettingsSchema.of(ON, GREETING, COUNT, EVERY, WHO, NAMES, THINGS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT1S | PT24H | such as \"30s\", \"5m\" or \"1h30m\"",
                "PT1M | PT24H | such as \"5m\" or \"1h30m\"",
                "PT1S | PT1M  | such as \"30s\"",
                "PT6H | PT24H | such as \"6h\"",
            })
    void givesExamplesOfTimesThatAreAllowed(Duration shortest, Duration longest, String examples) {
        assertThat(Setting.duration("every", shortest, longest).allowed()).endsWith(examples);
    }

    @Test
    void isAJsonSchemaToo() {
        assertThat(SCHEMA.jsonSchema())
                .containsEntry("additionalProperties", false)
                .doesNotContainKey("required");
        assertThat((Map<?, ?>) SCHEMA.jsonSchema().get("properties"))
                .isEqualTo(Map.of(
                        "on",
                        Map.of("type", "boolean", "default", true),
                        "greeting",
                        Map.of("type", "string", "minLength", 1, "maxLength", 10),
                        "count",
                        Map.of("type", "integer", "minimum", 1L, "maximum", 5L, "default", 2L),
                        "every",
                        Map.of(
                                "type",
                                "string",
                                "pattern",
                                "^\\s*([0-9]{1,9}ms|(?=[0-9])([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?)\\s*$",
                                "default",
                                "5m"),
                        "who",
                        Map.of(
                                "enum",
                                Stream.of(Permission.values())
                                        .map(who -> who.name().toLowerCase(Locale.ROOT))
                                        .toList(),
                                "default",
                                "everyone"),
                        "names",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of("type", "string", "minLength", 1, "maxLength", 5),
                                "default",
                                List.of()),
                        "things",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        Map.of(
                                                "inner",
                                                Map.of("type", "string", "minLength", 1, "maxLength", 5),
                                                "count",
                                                Map.of("type", "integer", "minimum", 1L, "maximum", 5L, "default", 2L)),
                                        "additionalProperties",
                                        false,
                                        "required",
                                        List.of("inner")),
                                "default",
                                List.of())));
    }

    @Test
    void whatDeclaresNothingIsAnyObject() {
        assertThat(SettingsSchema.undeclared().jsonSchema()).isEqualTo(Map.of("type", "object"));
    }

    @Test
    void tellsWhatTheObjectsOfAListMayHold() {
        assertThat(THINGS.nested().orElseThrow().settings()).containsExactly(INNER, COUNT);
        assertThat(NAMES.nested()).isEmpty();
    }

    @Test
    void givesWhatIsSetByItsType() {
        Settings settings = SCHEMA.settings(Map.of(
                "on",
                false,
                "greeting",
                "hi",
                "count",
                5L,
                "every",
                "1h30m",
                "who",
                "Moderator",
                "names",
                List.of("a", "b"),
                "things",
                List.of(Map.of("inner", "x"), Map.of("inner", "y", "count", 1L))));

        assertThat(settings.get(ON)).isFalse();
        assertThat(settings.get(GREETING)).isEqualTo("hi");
        assertThat(settings.get(COUNT)).isEqualTo(5);
        assertThat(settings.get(EVERY)).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.get(WHO)).isEqualTo(Permission.MODERATOR);
        assertThat(settings.get(NAMES)).containsExactly("a", "b");
        assertThat(settings.get(THINGS))
                .extracting(thing -> thing.get(INNER) + thing.get(COUNT))
                .containsExactly("x2", "y1");
    }

    @Test
    void givesWhatItIsUnlessSet() {
        Settings settings = SCHEMA.settings(Map.of("greeting", "hi"));

        assertThat(settings.get(ON)).isTrue();
        assertThat(settings.get(EVERY)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.get(NAMES)).isEmpty();
        assertThat(settings.get(THINGS)).isEmpty();
        assertThat(settings.flag("on")).contains(true);
        assertThat(settings.number("count")).contains(2L);
        assertThat(settings.text("greeting")).contains("hi");
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("on", "yes", "on is \"yes\"; it must be true or false, without quotes"),
                Arguments.of("greeting", " ", "greeting is an empty text; it must be a text of 1 to 10 characters"),
                Arguments.of(
                        "greeting",
                        "0123456789\ud83d\ude00",
                        "greeting is a text of 11 characters; it must be a text of 1 to 10 characters"),
                Arguments.of("greeting", 1L, "greeting is 1; it must be a text"),
                Arguments.of("count", 6L, "count is 6; it must be a whole number from 1 to 5"),
                Arguments.of("count", 1.5, "count is 1.5, which is no whole number; it must be"),
                Arguments.of("count", 1.23e29, "count is a number that is far out of range; it must be a whole number"),
                Arguments.of("count", -0x1p63, "count is a number that is far out of range; it must be"),
                Arguments.of(
                        "every",
                        "499ms",
                        "every is \"499ms\", which is too short; it must be a time from 500ms to 24h"),
                Arguments.of(
                        "every", "25h", "every is \"25h\", which is too long; it must be a time from 500ms to 24h"),
                Arguments.of("every", "soon", "every is \"soon\"; it must be a time"),
                Arguments.of("every", "a".repeat(30), "every is a text of 30 characters; it must be a time"),
                Arguments.of("every", "5\u001bm", "every is a text of 3 characters; it must be a time"),
                Arguments.of("count", 0L, "count is 0; it must be a whole number from 1 to 5"),
                Arguments.of("every", "", "every is an empty text"),
                Arguments.of("every", 5L, "every is 5; it must be a time"),
                Arguments.of("who", "me", "who is \"me\"; it must be one of \"account\", \"broadcaster\""),
                Arguments.of("names", "a", "names is \"a\"; it must be a list; each of it must be a text"),
                Arguments.of("names", List.of("a", "toolong"), "names[1] is a text of 7 characters"),
                Arguments.of("things", List.of("x"), "things[0] is \"x\"; it must be an object with inner, count"),
                Arguments.of("things", List.of(Map.of()), "things[0].inner is missing; it must be a text"),
                Arguments.of(
                        "things", List.of(Map.of("inner", "x", "count", true)), "things[0].count is true; it must be"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void unusable(String name, Object value, String sentence) {
        Map<String, Object> given =
                name.equals("greeting") ? Map.of(name, value) : Map.of("greeting", "hi", name, value);

        assertThat(SCHEMA.check(given))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path() + " " + ((SettingsProblem.Unusable) problem).message())
                        .startsWith(sentence));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SCHEMA.settings(given))
                .withMessageContaining(sentence.substring(0, sentence.indexOf(' ')));
    }

    @Test
    void countsCharactersAndNotTheirHalves() {
        assertThat(SCHEMA.settings(Map.of("greeting", "\ud83d\ude00".repeat(10)))
                        .get(GREETING))
                .hasSize(20);
    }

    @Test
    void isCheckedByItsAuthorToo() {
        Setting<Long> even = Setting.number("even", 0, 9)
                .checked(n -> n % 2 == 0 ? Optional.empty() : Optional.of("is odd"))
                .checked(n -> 8 / n > 0 ? Optional.empty() : Optional.of("is large"))
                .doubted(n -> n == 4 ? Optional.of("is unlucky") : Optional.empty());
        SettingsSchema schema = SettingsSchema.of(Setting.objects("list", SettingsSchema.of(even)));
        Map<String, Object> given =
                Map.of("list", List.of(Map.of("even", 2L), Map.of("even", 3L), Map.of("even", 4L), Map.of("even", 0L)));

        assertThat(schema.check(given))
                .containsExactly(
                        new SettingsProblem.Unusable("list[1].even", "is odd"),
                        new SettingsProblem.Doubtful("list[2].even", "is unlucky"),
                        new SettingsProblem.Unusable(
                                "list[3].even",
                                "cannot be checked, as the plugin fails at it: java.lang.ArithmeticException"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.settings(given))
                .withMessage("The setting 'list[1].even' is odd");
        assertThat(SettingsSchema.of(even).settings(Map.of("even", 4L)).get(even))
                .isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SettingsSchema.undeclared().settings(Map.of("even", 5L)).get(even))
                .withMessageContaining("is odd");
    }

    static Stream<ThrowingCallable> impossibleDeclarations() {
        return Stream.of(
                () -> Setting.text("a", 0),
                () -> Setting.texts("a", 0),
                () -> Setting.number("a", 5, 1),
                () -> Setting.duration("a", Duration.ofHours(2), Duration.ofHours(1)),
                () -> Setting.duration("a", Duration.ofHours(-2), Duration.ofHours(1)),
                () -> Setting.text("a", 5).orElse(""),
                () -> Setting.text("a", 5).orElse("toolong"),
                () -> Setting.texts("a", 5).orElse(List.of("toolong")),
                () -> Setting.number("a", 0, 5).orElse(9L),
                () -> Setting.duration("a", Duration.ZERO, Duration.ofHours(1)).orElse(Duration.ofHours(2)));
    }

    @ParameterizedTest
    @MethodSource("impossibleDeclarations")
    void isNotDeclaredWithBoundsThatLeaveNothingOrADefaultOutsideOfThem(ThrowingCallable declaration) {
        assertThatIllegalArgumentException().isThrownBy(declaration);
    }

    @Test
    void tellsAllProblemsAtOnceAndQuotesNothingThatMayBeAToken() {
        String token = "hunter2".repeat(3);
        List<SettingsProblem> problems = SCHEMA.check(Map.of("on", token, "count", token));

        assertThat(problems).extracting(SettingsProblem::path).containsExactlyInAnyOrder("on", "greeting", "count");
        assertThat(problems.toString()).doesNotContain("hunter2");
        assertThat(SCHEMA.settings(Map.of("greeting", "hunter2")).toString()).doesNotContain("hunter2");
    }

    @Test
    void tellsOfNamesThatItDoesNotHaveAndTakesTheRest() {
        Map<String, Object> given = Map.of("greeting", "hi", "evry", "5m");

        assertThat(SCHEMA.check(given))
                .singleElement()
                .isInstanceOfSatisfying(SettingsProblem.Unknown.class, unknown -> {
                    assertThat(unknown.path()).isEqualTo("evry");
                    assertThat(unknown.known()).contains("every");
                });
        assertThat(SCHEMA.settings(given).get(GREETING)).isEqualTo("hi");
    }

    @Test
    void isAskedForWhatItDeclaresOnly() {
        Settings settings = SCHEMA.settings(Map.of("greeting", "hi"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.get(Setting.flag("other")))
                .withMessageContaining("'other' is not declared");
    }

    @Test
    void takesAnythingWhereNothingIsDeclaredAndLooksAtItWhenAsked() {
        Settings settings = SettingsSchema.undeclared().settings(Map.of("every", "5m", "on", "x"));

        assertThat(settings.get(EVERY)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.get(COUNT)).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.get(ON))
                .withMessageContaining("'on' is \"x\"; it must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.flag("on"))
                .withMessageContaining("'on'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.get(GREETING))
                .withMessageContaining("'greeting' is missing");
    }

    @Test
    void ofTwoBehavioursHaveTheSettingsOfBoth() {
        SettingsSchema both = SettingsSchema.of(ON).and(SettingsSchema.of(COUNT));

        assertThat(both.settings()).containsExactly(ON, COUNT);
        assertThat(both.and(SettingsSchema.undeclared()).isDeclared()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SettingsSchema.of(ON, ON));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.flag("Not a name"));
    }
}
