package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with what the program is given: sentences, an exit code, and nothing started; once as a process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class BadInputIT {
    private static final String GOOD = """
        {"users": [{"username": "alice", "client_id": "id", "channels": ["alice"], "enabled": true}]}
        """;

    @TempDir
    private Path folder;

    @Test
    void aConfigurationThatIsNotThere() throws Exception {
        assertRefused(2, "nowhere.json does not exist", "run", "--config", "nowhere.json");
        assertRefused(2, "nowhere.json does not exist", "check-config", "--config", "nowhere.json");
    }

    @Test
    void aCommandThatThereIsNotAlsoWhereItsHelpIsAskedFor() throws Exception {
        assertRefused(2, "There is no command 'statsu'; did you mean 'status'?", "statsu", "--help");
        assertRefused(2, "There is no command 'nosuch'", "nosuch");
        assertRefused(2, "There is no command 'instal'; did you mean 'install'?", "plugins", "instal", "--help");
    }

    @Test
    void isToldByTheProcessAsWell() throws Exception {
        Path config = Program.config(folder, GOOD.replace("[\"alice\"]", "[]"));

        assertRefused(Program.run(folder, "run", "--config", config.toString()), 1, "users[0].channels");
        assertRefused(Program.run(folder, "simulator", "--port", "x"), 2, "--port");
    }

    @Test
    void aConfigurationThatIsNoJson() throws Exception {
        Path config =
                Program.config(folder, "{\n  \"users\": [\n    {\"username\": \"a\" \"client_id\": \"hunter2\"}]}");

        String err = assertRefused(2, config + ", line 3, column 22: a comma", "run", "--config", config.toString());

        assertThat(err).doesNotContain("hunter2");
    }

    @Test
    void aConfigurationWithProblemsTellsThemAll() throws Exception {
        Path config = Program.config(folder, """
            {"users": [
              {"username": "alice", "client_id": "id", "channels": []},
              {"username": "Alice", "client_id": "id", "channels": ["bob!"], "access_token": ["hunter2"]}]}
            """);

        for (String command : new String[] {"run", "check-config"}) {
            String err = assertRefused(1, "users[0].channels", command, "--config", config.toString());

            assertThat(err)
                    .contains("users[1].channels[0]", "'bob!'", "users[1].username", "users[0].username")
                    .contains("users[1].access_token")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void anUnknownKeyOnlyWhereItIsAskedFor() throws Exception {
        String config = Program.config(folder, GOOD.replace("\"enabled\"", "\"enable\""))
                .toString();

        Outcome lenient = CommandRun.of("check-config", "--config", config);

        assertThat(lenient.exitCode()).isZero();
        assertThat(lenient.err()).contains("users[0].enable").contains("did you mean 'enabled'?");
        assertThat(lenient.out()).contains("1 account, 1 channel, 1 warning");
        assertRefused(1, "did you mean 'enabled'?", "check-config", "--strict", "--config", config);
    }

    @Test
    void aConfigurationThatIsFineIsSummarised() throws Exception {
        Outcome outcome = CommandRun.of(
                "check-config",
                "--strict",
                "--config",
                Program.config(folder, GOOD).toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("1 account, 1 channel");
    }

    /** A host runs the first of them and says so; whoever checks wants to know. */
    @Test
    void twoPluginsOfOneId() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path delivered = Path.of("target", "chameleon", "plugins", "color-changer.jar");
        Files.copy(delivered, plugins.resolve("one.jar"));
        Files.copy(delivered, plugins.resolve("two.jar"));

        String err = assertRefused(
                1,
                "color-changer",
                "check-config",
                "--config",
                Program.config(folder, GOOD).toString(),
                "--plugins",
                plugins.toString());

        assertThat(err).contains("one.jar", "two.jar");
    }

    @Test
    void aPluginsFolderThatIsNotThere() throws Exception {
        assertRefused(
                1,
                "no-such-folder",
                "run",
                "--config",
                Program.config(folder, GOOD).toString(),
                "--plugins",
                "no-such-folder");
    }

    @ParameterizedTest
    @CsvSource({
        "demo --accounts 0, --accounts",
        "demo --channels -1, --channels",
        "demo --rate 0, --rate",
        "demo --rate NaN, --rate",
        "demo --for soon, 'soon'",
        "demo --for 0s, --for",
        "demo --colour, --colour",
        "run, --config",
        "check-config, --config",
        "dance, dance"
    })
    void aCommandLineThatIsWrong(String words, String named) throws Exception {
        assertRefused(2, named, words.split(" "));
    }

    @Test
    void aCommandLineThatIsWrongIsToldInALineOrTwo() throws Exception {
        String err = assertRefused(2, "chameleon: Unknown option: '--colour'", "demo", "--colour");

        assertThat(err).endsWith("'chameleon demo --help' says more.\n").hasLineCount(2);
    }

    @Test
    void whatIsWrongWithSettingsIsToldBesideWhatIsWrongElsewhere() throws Exception {
        Path config = Program.config(folder, """
            {"plugins": {"announcer": {"messages": ["ok", null, 5], "every": "soon"}, "anouncer": {}},
             "users": [{"username": "alice", "client_id": "id", "channels": ["not a channel"]}]}
            """);

        String err = assertRefused(
                1,
                "4 problems",
                "check-config",
                "--config",
                config.toString(),
                "--plugins",
                Files.copy(
                                Program.pluginJar("announcer.jar"),
                                Files.createDirectory(folder.resolve("plugins")).resolve("announcer.jar"))
                        .resolveSibling("")
                        .toString());

        assertThat(err)
                .contains("error: plugins.announcer.messages[1]: is null; leave it out")
                .contains("error: plugins.announcer.messages[2]: is 5; it must be a text")
                .contains("error: plugins.announcer.every: is \"soon\"")
                .contains("error: users[0].channels[0]: 'not a channel' is not allowed")
                .contains("warning: plugins.anouncer: has no effect", "did you mean 'announcer'?");
    }

    private String assertRefused(int exitCode, String sentence, String... words) {
        Stream<String> state = words[0].equals("run")
                ? Stream.of("--state", folder.resolve("state").toString())
                : Stream.of();
        return assertRefused(
                CommandRun.of(Stream.concat(Stream.of(words), state).toArray(String[]::new)), exitCode, sentence);
    }

    private String assertRefused(Outcome outcome, int exitCode, String sentence) {
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(exitCode);
        assertThat(outcome.err())
                .contains(sentence)
                .as("no stack trace")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertThat(folder.resolve("state")).as("nothing is started half").doesNotExist();
        return outcome.err();
    }
}
