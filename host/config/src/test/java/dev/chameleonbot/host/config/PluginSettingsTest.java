package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.config.ConfigProblem.Severity;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D1 what is set for plugins")
final class PluginSettingsTest {
    private static final SettingsSchema SCHEMA = SettingsSchema.of(
            Setting.number("count", 1, 5).orElse(1L),
            Setting.text("greeting", 20)
                    .checked(text -> text.equals("boo") ? Optional.of("greets nobody") : Optional.empty())
                    .doubted(text -> text.equals("tach") ? Optional.of("is short") : Optional.empty()),
            Setting.objects("things", SettingsSchema.of(Setting.flag("on"))));
    private static final Map<String, SettingsSchema> SCHEMAS = Map.of("greeter", SCHEMA);

    @TempDir
    private Path folder;

    @Test
    void isForAllAccountsAndForOneNameByName() throws Exception {
        HostConfig config = read("""
            "plugins": {"greeter": {"greeting": "hi", "count": 2, "things": [{"on": true}], "none": null}},
            """, """
            "plugins": {"greeter": {"count": 3}}, "enabled": true
            """).config().orElseThrow();

        assertThat(config.accounts().getFirst().settings())
                .isEqualTo(Map.of(
                        "greeter",
                        Map.of("greeting", "hi", "count", 3L, "things", List.of(Map.of("on", true))),
                        "color-changer",
                        Map.of("enabled", true)));
        assertThat(config.plugins().plugins()).containsExactly("color-changer", "greeter");
        assertThat(config.plugins().check(SCHEMAS)).isEmpty();
    }

    @Test
    void ofAnAccountsOldKindCountsMoreThanWhatIsForAll() throws Exception {
        HostConfig config = read("\"plugins\": {\"color-changer\": {\"enabled\": true}},", "\"enabled\": false")
                .config()
                .orElseThrow();

        assertThat(config.accounts().getFirst().settings())
                .isEqualTo(Map.of("color-changer", Map.of("enabled", false)));
    }

    @Test
    void isJudgedByThePluginsSchemaWithThePathInTheFile() throws Exception {
        HostConfig config = read("""
            "plugins": {"greeter": {"cuont": 2, "things": [{"on": true}, {"on": "yes", "of": 1}]}},
            """, """
            "plugins": {"greeter": {"count": 6}}
            """).config().orElseThrow();

        List<ConfigProblem> problems = config.plugins().check(SCHEMAS);

        assertThat(problems)
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactlyInAnyOrder(
                        "ERROR users[0].plugins.greeter.count: is 6; it must be a whole number from 1 to 5",
                        "ERROR users[0].plugins.greeter.greeting: is missing; it must be a text of 1 to 20 characters",
                        "ERROR plugins.greeter.things[1].on: is \"yes\"; it must be true or false, without quotes",
                        "WARNING plugins.greeter.things[1].of: is not known and has no effect; did you mean 'on'?",
                        "WARNING plugins.greeter.cuont: is not known and has no effect; did you mean 'count'?");
    }

    @Test
    void isJudgedByThePluginsOwnChecksToo() throws Exception {
        HostConfig refused = read("\"plugins\": {\"greeter\": {\"greeting\": \"boo\"}},", "\"enabled\": true")
                .config()
                .orElseThrow();
        HostConfig doubted = read("", "\"plugins\": {\"greeter\": {\"greeting\": \"tach\"}}")
                .config()
                .orElseThrow();

        assertThat(refused.plugins().check(SCHEMAS))
                .containsExactly(new ConfigProblem("plugins.greeter.greeting", "greets nobody", Severity.ERROR));
        assertThat(doubted.plugins().check(SCHEMAS))
                .containsExactly(new ConfigProblem("users[0].plugins.greeter.greeting", "is short", Severity.WARNING));
    }

    @Test
    void mustBeObjectsWithoutNullsInLists() throws Exception {
        ConfigReport report = read("""
            "plugins": {"greeter": 5, "other": {"list": ["a", null]}},
            """, """
            "plugins": []
            """);

        assertThat(report.errors())
                .extracting(ConfigProblem::toString)
                .containsExactlyInAnyOrder(
                        "plugins.greeter: is a number; it must be an object with the plugin's settings",
                        "plugins.other.list[1]: is null; leave it out",
                        "users[0].plugins: is a list; it must be an object with a plugin's id for each");
    }

    @Test
    void isJudgedAlsoWhereReadingFoundErrorsAndOnceAPlace() throws Exception {
        ConfigReport report = read("""
            "plugins": {"greeter": {"count": 7, "things": [null, {"on": 5}, {"on": true}, 5]}},
            """, """
            "client_id": 5, "plugins": {"greeter": []}
            """);

        ConfigReport judged = report.with(report.plugins().check(SCHEMAS));

        assertThat(judged.config()).isEmpty();
        assertThat(judged.errors())
                .extracting(ConfigProblem::toString)
                .containsExactlyInAnyOrder(
                        "users[0].client_id: is a number; it must be the client id of a Twitch application, unless"
                                + " there is an access_token",
                        "plugins.greeter.things[0]: is null; leave it out",
                        "users[0].plugins.greeter: is a list; it must be an object with the plugin's settings",
                        "plugins.greeter.count: is 7; it must be a whole number from 1 to 5",
                        "plugins.greeter.things[1].on: is 5; it must be true or false, without quotes",
                        "plugins.greeter.things[3]: is 5; it must be an object with on");
    }

    @Test
    void isJudgedForAnAccountThatCannotBeUsed() throws Exception {
        ConfigReport report = read("", """
            "channels": 5, "plugins": {"greeter": {"count": "many", "greeting": "hi"}}
            """);

        assertThat(report.plugins().check(SCHEMAS))
                .extracting(ConfigProblem::path)
                .containsExactly("users[0].plugins.greeter.count");
    }

    @Test
    void ofAPluginThatIsNotThereIsToldWithTheOneThatWasProbablyMeant() throws Exception {
        PluginSettings settings =
                read("\"plugins\": {\"anouncer\": {}, \"greeter\": {}},", """
                    "plugins": {"other": {}}, "enabled": true
                    """).plugins();

        assertThat(settings.absent(Set.of("announcer", "greeter", "color-changer")))
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly(
                        "WARNING plugins.anouncer: has no effect until a plugin with this id is installed or enabled;"
                                + " did you mean 'announcer'?",
                        "WARNING users[0].plugins.other: has no effect until a plugin with this id is installed or"
                                + " enabled");
    }

    @Test
    void canBeAFileOfItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("settings.json"), "{\"greeter\": {\"count\": 2}} // mine");
        assertThat(ConfigReader.readPluginSettings(file).ofAll()).isEqualTo(Map.of("greeter", Map.of("count", 2L)));

        Files.writeString(file, "{\"greeter\": 5, \"other\": []}");
        assertThatThrownBy(() -> ConfigReader.readPluginSettings(file))
                .hasMessage(file + ", plugins.greeter: is a number; it must be an object with the plugin's settings\n"
                        + file + ", plugins.other: is a list; it must be an object with the plugin's settings");
        Files.writeString(file, "{\"greeter\": ");
        assertThatThrownBy(() -> ConfigReader.readPluginSettings(file))
                .hasMessageEndingWith("the file ends too early; a bracket or a double quote is not closed");
        Files.delete(file);
        assertThatThrownBy(() -> ConfigReader.readPluginSettings(file)).hasMessage(file + " does not exist");
    }

    private ConfigReport read(String global, String ofAccount) throws IOException, UnreadableConfigException {
        Path file = folder.resolve("config.json");
        Files.writeString(
                file,
                "{" + global
                        + "\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": [\"alice\"], "
                        + ofAccount + "}]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new ConfigReader(Map.of()).read(file);
    }
}
