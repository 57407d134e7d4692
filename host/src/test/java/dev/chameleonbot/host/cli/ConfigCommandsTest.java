package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.logging.LogRecorder;
import dev.chameleonbot.host.runtime.Strictness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check-config} and {@code run} make of configurations, up to where something would be started. */
@DisplayName("A7 commands that read a configuration")
final class ConfigCommandsTest {
    private static final String GOOD = user("alice", "\"foo\"");
    private static final String BAD = user("bob", "");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aFileNeedsNoOptionBeforeIt() throws IOException {
        String file = config(GOOD);

        assertThat(execute("check-config", file)).isZero();
        assertThat(out.toString()).contains(file + " is fine: 1 account, 1 channel, 0 warnings");
        assertThat(execute("check-config", "--config", file)).isZero();
        assertThat(execute("check-config", "-c", file)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"check-config", "run"})
    void aFileIsNamedAtMostOnce(String command) throws IOException {
        String file = config(GOOD);

        assertThat(execute(command, "--config", file, "other.json")).isEqualTo(2);
        assertThat(err.toString()).contains(file + " and other.json; name one");
    }

    @ParameterizedTest
    @CsvSource({"check-config", "run"})
    void whereNoneIsFoundItIsToldWhereThatWasAndWhatToDo(String command) {
        assertThat(execute(command, "--data", folder.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains("chameleon: No configuration was found; looked for " + folder.resolve("config.json"))
                .contains("Run 'chameleon setup'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderOfDataNeedsNoNameOfItsConfiguration() throws IOException {
        String file = config(GOOD);

        assertThat(execute("check-config", "--data", folder.toString())).isZero();
        assertThat(out.toString()).contains(file + " is fine");
    }

    @ParameterizedTest
    @CsvSource({"check-config", "run", "status", "reload", "login alice", "plugins list", "paths"})
    void aFileIsNoFolderOfData(String command) throws IOException {
        String file = config(GOOD);

        assertThat(execute((command + " --data " + file).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("--data names " + file + ", which is a file");
    }

    @Test
    void aCheckTellsOfAnAccountThatWouldBeLeftOut() throws IOException {
        assertThat(execute("check-config", config(GOOD, BAD))).isEqualTo(1);

        assertThat(err.toString())
                .contains("error: users[1].channels: is an empty list; at least one channel is needed")
                .contains(": 1 problem");
    }

    @Test
    void aStrictCheckTakesWhatIsOddForAProblem() throws IOException {
        String file = config(GOOD.replace("\"channels\"", "\"use_colors\": true, \"channels\""));

        assertThat(execute("check-config", file)).isZero();
        assertThat(err.toString()).contains("warning: users[0].use_colors: is not known");
        assertThat(execute("check-config", "--strict", file)).isEqualTo(1);
        assertThat(err.toString()).contains("error: users[0].use_colors: is not known");
    }

    @Test
    void aRunLogsWhatIsOddAsAReloadDoes() throws IOException, OperationException {
        String file = config(GOOD.replace("\"channels\"", "\"use_colors\": true, \"channels\""));

        try (LogRecorder log = LogRecorder.of(ConfigInput.class)) {
            assertThat(ConfigInput.usable(Path.of(file), Strictness.LENIENT, new PrintWriter(err, true))
                            .accounts())
                    .hasSize(1);
            assertThat(log.lines()).singleElement().asString().startsWith("WARN users[0].use_colors: is not known");
        }
        assertThat(err.toString()).as("the log is on standard error already").isEmpty();
    }

    @Test
    void aStrictRunStartsNothingWhereOneAccountIsMisconfigured() throws IOException {
        assertThat(run("--strict", config(GOOD, BAD))).isEqualTo(1);

        assertThat(err.toString())
                .contains("error: users[1].channels: is an empty list", "has 1 problem; nothing was started");
    }

    @Test
    void aStrictRunStartsNothingWhereAKeyIsUnknown() throws IOException {
        assertThat(run("--strict", config(GOOD.replace("\"channels\"", "\"chanels\": [], \"channels\""))))
                .isEqualTo(1);

        assertThat(err.toString()).contains("error: users[0].chanels: is not known", "did you mean 'channels'?");
    }

    @Test
    void aRunWithoutAnyGoodAccountTellsAllProblemsInOneGo() throws IOException {
        assertThat(run(config(BAD, user("al ice", "\"f o\""), "5"))).isEqualTo(1);

        assertThat(err.toString())
                .contains(
                        "users[0].channels",
                        "users[1].username: 'al ice'",
                        "users[1].channels[0]: 'f o'",
                        "users[2]: is a number")
                .contains("has 4 problems; nothing was started");
    }

    @Test
    void anUnreadableFileIsAnotherMatter() {
        assertThat(execute("check-config", folder.resolve("nowhere.json").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.json does not exist");
    }

    @Test
    void aProgramGetsEveryProblemAsJsonAndNothingElse() throws IOException {
        String file = config(GOOD.replace("\"channels\"", "\"use_colors\": true, \"channels\""), BAD);

        assertThat(execute("check-config", "--json", file)).isEqualTo(1);

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("file").asText()).isEqualTo(file);
        assertThat(json.path("fine").asBoolean(true)).isFalse();
        assertThat(json.path("accounts").asInt()).isEqualTo(1);
        assertThat(json.path("problems").findValuesAsText("path"))
                .containsExactlyInAnyOrder("users[0].use_colors", "users[1].channels");
        assertThat(json.path("problems").findValuesAsText("severity")).containsExactlyInAnyOrder("warning", "error");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void quietMeansErrorsAlone() throws IOException {
        String odd = config(GOOD.replace("\"channels\"", "\"use_colors\": true, \"channels\""));
        assertThat(execute("check-config", "--quiet", odd)).isZero();
        assertThat(execute("-q", "check-config", odd))
                .as("before the command too")
                .isZero();
        assertThat(out.toString() + err).isEmpty();

        assertThat(execute("check-config", "-q", config(BAD))).isEqualTo(1);
        assertThat(err.toString()).contains("error: users[0].channels");
    }

    private static String user(String name, String channels) {
        return "{\"username\": \"" + name + "\", \"client_id\": \"id\", \"channels\": [" + channels + "]}";
    }

    private String config(String... users) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"users\": [" + String.join(",", users) + "]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private int run(String... words) {
        int code = execute(Stream.concat(
                        Stream.of("run", "--state", folder.resolve("state").toString()), Stream.of(words))
                .toArray(String[]::new));
        assertThat(folder.resolve("state")).doesNotExist();
        return code;
    }

    @SuppressWarnings("NullAway") // nothing runs so long that it would have to be stopped
    private int execute(String... words) {
        return ChameleonCommand.commandLine(null, words)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
