package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountSettingsTest {
    private static final SettingsSchema COLOR_CHANGER =
            SettingsSchema.of(Setting.flag("enabled").orElse(true).describedAs("Whether it changes colours"));
    private static final SettingsSchema GREETER = SettingsSchema.of(
            Setting.text("text", 20),
            Setting.duration("every", Duration.ofMinutes(1), Duration.ofDays(1)).orElse(Duration.ofMinutes(15)),
            Setting.number("most", 1, 9)
                    .orElse(3L)
                    .doubted(most -> most > 5 ? Optional.of("is a lot") : Optional.empty()),
            Setting.texts("to", 5));

    @TempDir
    private Path folder;

    private final FakeStage stage = new FakeStage();
    private Path file;
    private AccountOperations accounts;

    @BeforeEach
    void begin() throws IOException {
        stage.schemas = Map.of("color-changer", COLOR_CHANGER, "greeter", GREETER);
        Path config = folder.resolve("config.json");
        write(config, """
            {
              "client_id": "app",
              "channels": ["@own"],
              "is_prime_or_turbo": false,
              "plugins": {"greeter": {"text": "hello", "most": 4}},
              "users": [{"username": "old", "is_prime_or_turbo": true, "plugins": {"greeter": {"text": "hi"}}}]
            }
            """);
        file = Files.createDirectory(folder.resolve("accounts")).resolve("alice.json");
        write(file, """
            {
              "username": "alice", // me
              "plugins": {
                /* shy */ "greeter": {"most": 2}
              }
            }
            """);
        accounts = new AccountOperations(config, new ConfigReader(Map.of()), stage);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) JsonMapper.builder().build().readTree(text);
    }

    private AccountSetting setting(String login, String plugin, String name) throws OperationException {
        return accounts.settings(login).orElseThrow().plugins().stream()
                .filter(one -> one.id().equals(plugin))
                .flatMap(one -> one.settings().stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsEachSettingWithWhereItComesFrom() throws Exception {
        AccountSettings alice = accounts.settings("Alice").orElseThrow();

        assertThat(alice.origin()).isEqualTo("accounts/alice.json");
        assertThat(alice.isOwnFile()).isTrue();
        assertThat(alice.primeOrTurbo().source()).isEqualTo(AccountSetting.Source.ALL);
        assertThat(alice.primeOrTurbo().value()).contains(false);
        assertThat(alice.plugins())
                .extracting(AccountSettings.OfPlugin::id)
                .containsExactly("color-changer", "greeter");
        assertThat(alice.plugins().getLast().settings())
                .extracting(AccountSetting::name, AccountSetting::source, AccountSetting::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("text", AccountSetting.Source.ALL, Optional.of("hello")),
                        org.assertj.core.groups.Tuple.tuple("every", AccountSetting.Source.DEFAULT, Optional.of("15m")),
                        org.assertj.core.groups.Tuple.tuple("most", AccountSetting.Source.ACCOUNT, Optional.of(2L)),
                        org.assertj.core.groups.Tuple.tuple(
                                "to", AccountSetting.Source.DEFAULT, Optional.of(List.of())));
        assertThat(setting("alice", "greeter", "most").ofAll()).contains(4L);
        assertThat(setting("alice", "greeter", "most").schema()).containsEntry("minimum", 1L);
        assertThat(accounts.settings("old").orElseThrow().primeOrTurbo().source())
                .isEqualTo(AccountSetting.Source.ACCOUNT);
        assertThat(accounts.settings("nobody")).isEmpty();
    }

    @Test
    void showsWhatIsSetForAPluginThatIsNotThere() throws Exception {
        stage.schemas = Map.of("color-changer", COLOR_CHANGER);

        AccountSettings.OfPlugin greeter =
                accounts.settings("alice").orElseThrow().plugins().getLast();

        assertThat(greeter.isLoaded()).isFalse();
        assertThat(greeter.settings()).extracting(AccountSetting::name).containsExactly("most", "text");
        assertThat(accounts.changeSettings("alice", "greeter", json("{\"most\": 1}"))
                        .message())
                .isEqualTo("alice: plugins.greeter: no such plugin is loaded, and only its own code knows what can be"
                        + " set for it");
    }

    @Test
    void aChangeIsWrittenBesideAllElseAndTakenOver() throws Exception {
        AccountResult result = accounts.changeSettings(
                "Alice", "greeter", json("{\"every\": \"5m\", \"most\": null, \"to\": [\"bob\"]}"));

        assertThat(result)
                .isEqualTo(new AccountResult(
                        "alice",
                        true,
                        "alice: plugins.greeter.every is \"5m\", plugins.greeter.most is no longer set for it,"
                                + " plugins.greeter.to is [\"bob\"]"));
        assertThat(file).hasContent("""
            {
              "username": "alice", // me
              "plugins": {
                /* shy */ "greeter": {"every": "5m", "to": ["bob"]}
              }
            }
            """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(stage.log).containsExactly("apply");
        assertThat(setting("alice", "greeter", "most").source()).isEqualTo(AccountSetting.Source.ALL);
    }

    @Test
    void theWholeBlockIsPatchedAtOnce() throws Exception {
        assertThat(accounts.change(
                                "alice",
                                json("{\"is_prime_or_turbo\": true, \"plugins\": {\"color-changer\": {\"enabled\":"
                                        + " false}, \"greeter\": {\"most\": 9}}}"))
                        .message())
                .isEqualTo("alice: is_prime_or_turbo is true, plugins.color-changer.enabled is false,"
                        + " plugins.greeter.most is 9; plugins.greeter.most: is a lot");
        assertThat(stage.applied).isEqualTo(1);
        assertThat(accounts.settings("alice").orElseThrow().primeOrTurbo().ofAccount())
                .contains(true);

        assertThat(accounts.change("alice", json("{\"is_prime_or_turbo\": null}"))
                        .done())
                .isTrue();
        assertThat(file).content().doesNotContain("is_prime_or_turbo");
        assertThat(accounts.change("alice", json("{\"is_prime_or_turbo\": null}"))
                        .message())
                .isEqualTo("alice: nothing to change, it is so already");
        assertThat(stage.applied).isEqualTo(2);
    }

    @Test
    void allThatIsWrongIsToldAndNothingIsWritten() throws Exception {
        String before = Files.readString(file);

        assertThat(accounts.changeSettings("alice", "greeter", json("{\"most\": 10, \"every\": \"1s\"}"))
                        .message())
                .contains("plugins.greeter.most: ", "plugins.greeter.every: ");
        assertThat(accounts.changeSettings("alice", "greeter", json("{\"mots\": 1}"))
                        .message())
                .isEqualTo("alice: plugins.greeter: it has no setting 'mots'; those are text, every, most, to");
        assertThat(accounts.changeSettings("alice", "color-changer", json("{\"mode\": 1}"))
                        .message())
                .isEqualTo("alice: plugins.color-changer: it has no setting 'mode'; its only one is enabled");
        assertThat(accounts.changeSettings("alice", "greeter", json("{\"to\": [null]}"))
                        .message())
                .isEqualTo("alice: plugins.greeter.to: holds null; leave it out");
        assertThat(accounts.change("alice", json("{\"access_token\": \"x\", \"is_prime_or_turbo\": 1, \"plugins\": 1}"))
                        .message())
                .isEqualTo("alice: 'access_token' is not set in this way; is_prime_or_turbo and plugins are;"
                        + " is_prime_or_turbo: must be true or false; plugins: must be an object with a plugin's id"
                        + " for each");
        assertThat(accounts.change("alice", json("{}")).done()).isFalse();
        assertThat(accounts.change("nobody", json("{}")).message()).contains("There is no account 'nobody'");

        assertThat(file).hasContent(before);
        assertThat(stage.log).isEmpty();
    }

    @Test
    void oneValueCanBeMendedWhileSomethingElseIsWrong() throws Exception {
        write(file, "{\"username\": \"alice\", \"channels\": \"?\", \"plugins\": {\"greeter\": {\"most\": 99}}}");

        assertThat(accounts.changeSettings("alice", "greeter", json("{\"every\": \"2h\"}"))
                        .done())
                .isTrue();
        assertThat(accounts.changeSettings("alice", "greeter", json("{\"most\": 98}"))
                        .done())
                .isFalse();
        assertThat(accounts.changeSettings("alice", "greeter", json("{\"most\": 5}"))
                        .done())
                .isTrue();
    }

    @Test
    void theFileIsPutBackWhereTheHostDoesNotTakeItOver() throws Exception {
        String before = Files.readString(file);
        stage.refusal = "the host keeps its configuration: it is busy";

        assertThatThrownBy(() -> accounts.changeSettings("alice", "greeter", json("{\"most\": 5}")))
                .isInstanceOf(OperationException.class)
                .hasMessage("Nothing is changed: the host keeps its configuration: it is busy");
        assertThat(file).hasContent(before);
    }

    @Test
    void whereTheConfigurationWouldChangeItIsSaidWhatToWrite() throws Exception {
        AccountResult result = accounts.change(
                "old",
                json("{\"is_prime_or_turbo\": null, \"plugins\": {\"greeter\": {\"most\": 5, \"text\": null}}}"));

        assertThat(result.done()).isFalse();
        assertThat(result.message())
                .isEqualTo("old stands in config.json users[0], which is yours alone: write \"plugins\":"
                        + " {\"greeter\":{\"most\":5}} there, and delete is_prime_or_turbo, plugins.greeter.text"
                        + " there, in " + folder.resolve("config.json"));
        assertThat(accounts.changeSettings("old", "greeter", json("{\"most\": 50}"))
                        .message())
                .startsWith("old: plugins.greeter.most: ");
        assertThat(stage.log).isEmpty();
    }

    @Test
    void theOriginalsSwitchIsTheColorChangersSetting() throws Exception {
        write(file, "{\"username\": \"alice\", \"enabled\": true}");
        assertThat(setting("alice", "color-changer", "enabled").source()).isEqualTo(AccountSetting.Source.ACCOUNT);

        assertThat(accounts.changeSettings("alice", "color-changer", json("{\"enabled\": false}"))
                        .done())
                .isTrue();
        assertThat(file).hasContent("{\"username\": \"alice\", \"enabled\": false}");
        assertThat(accounts.changeSettings("alice", "color-changer", json("{\"enabled\": null}"))
                        .done())
                .isTrue();
        assertThat(file).hasContent("{\"username\": \"alice\"}");
        assertThat(setting("alice", "color-changer", "enabled").source()).isEqualTo(AccountSetting.Source.DEFAULT);
    }
}
