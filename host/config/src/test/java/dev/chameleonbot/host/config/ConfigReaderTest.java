package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A7 the configuration")
class ConfigReaderTest {
    private static final String GOOD_USER = """
        {"username": "alice", "client_id": "id", "client_secret": "s3cret", "channels": ["alice"]}\
        """;

    @TempDir
    Path folder;

    @Test
    void readsAFileOfTheOriginalsKindUnchanged() throws Exception {
        ConfigReport report = read("""
            {
              // A configuration of the original's kind: comments are allowed, also after the end.
              "users": [
                {
                  "username": "FirstAccount",
                  "client_id": "abcdefghij0123456789klmnopqrst",
                  "client_secret": "zyxwvutsrq9876543210ponmlkjihg",
                  "channels": ["#FirstAccount", "somestreamer", "SomeStreamer"],
                  "is_prime_or_turbo": true,
                  "enabled": true,
                  "access_token": "accesstokenaccesstoken00000001",
                  "refresh_token": "refreshtokenrefreshtokenrefreshtoken00000000000001",
                  "token_expiry": "2026-02-01T22:49:44.936047+00:00"
                },
                {
                  "username": "second_account",
                  "client_id": "abcdefghij0123456789klmnopqrst",
                  "client_secret": "zyxwvutsrq9876543210ponmlkjihg",
                  "channels": ["firstaccount"],
                  "is_prime_or_turbo": false,
                }
              ]
            }
            // Accounts without tokens log in by device code.
            """);

        assertThat(report.problems()).isEmpty();
        HostConfig config = report.config().orElseThrow();
        assertThat(config.endpoints()).isEqualTo(TwitchEndpoints.TWITCH);
        assertThat(config.channelCount()).isEqualTo(2);
        assertThat(config.accounts())
                .containsExactly(
                        AccountConfig.builder("firstaccount", "abcdefghij0123456789klmnopqrst")
                                .clientSecret(Secret.of("zyxwvutsrq9876543210ponmlkjihg"))
                                .channels(List.of("firstaccount", "somestreamer"))
                                .primeOrTurbo(true)
                                .setting("color-changer", "enabled", true)
                                .tokens(new ConfiguredTokens(
                                        Secret.of("accesstokenaccesstoken00000001"),
                                        Optional.of(Secret.of("refreshtokenrefreshtokenrefreshtoken00000000000001"))))
                                .build(),
                        AccountConfig.builder("second_account", "abcdefghij0123456789klmnopqrst")
                                .clientSecret(Secret.of("zyxwvutsrq9876543210ponmlkjihg"))
                                .channels(List.of("firstaccount"))
                                .build());
    }

    @Test
    void tellsEveryProblemInOneGoWithItsPath() throws Exception {
        ConfigReport report = read("""
            {
              "users": [
                {"username": "Alice", "client_id": "id", "channels": ["bob", "not a channel", 7]},
                {"username": "alice", "client_id": "id", "channels": []},
                {"username": "way_too_long_a_name_for_twitch", "channels": {"alice": 1}, "enabled": "maybe"},
                "carol",
                {"client_id": 5, "is_prime_or_turbo": 2}
              ],
              "twitch": {"helix_url": "http://example.org/helix"}
            }
            """);

        assertThat(report.config()).isEmpty();
        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "twitch.helix_url: 'http://example.org/helix': http:// is allowed on loopback only, use"
                                + " https://, as tokens go over it",
                        "users[0].channels[1]: 'not a channel' is not allowed; it must be a Twitch name of 1 to 25"
                                + " letters, digits or '_'",
                        "users[1].channels: is an empty list; at least one channel is needed",
                        "users[1].username: 'alice' is the account of users[0].username already; names must differ",
                        "users[2].username: 'way_too_long_a_name_for_twitch' is not allowed; it must be a Twitch name"
                                + " of 1 to 25 letters, digits or '_'",
                        "users[2].client_id: is missing; it must be the client id of a Twitch application, unless"
                                + " there is an access_token",
                        "users[2].channels: an object is not allowed; it must be a list such as [\"somebody\"]",
                        "users[2].enabled: 'maybe' is not allowed; it must be true or false, without quotes",
                        "users[3]: is a text; it must be an object with username, channels …",
                        "users[4].username: is missing; it must be a Twitch name of 1 to 25 letters, digits or '_'",
                        "users[4].client_id: is a number; it must be the client id of a Twitch application, unless"
                                + " there is an access_token",
                        "users[4].channels: is missing; it must be a list of at least one channel",
                        "users[4].is_prime_or_turbo: 2 is not allowed; it must be true or false, without quotes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                             | users: is missing; it must be a list of at least one account
        {"users": null}                | users: is missing; it must be a list of at least one account
        {"users": []}                  | users: is an empty list; at least one account is needed
        {"users": {}}                  | users: is an object; it must be a list of accounts
        []                             | The file holds an empty list; at least one account is needed
        "users"                        | The file holds a text; it must be an object with users
        {"users": [null]}              | users[0]: is null; it must be an object with username, channels …
        """, quoteCharacter = '`')
    void tellsWhatIsWrongWithTheUsers(String text, String problem) throws Exception {
        assertThat(read(text).errors()).map(ConfigProblem::toString).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        usernam        | did you mean 'username'?
        user_name      | did you mean 'username'?
        Client-Id      | did you mean 'client_id'?
        acess_tokne    | did you mean 'access_token'?
        is_prime       | known here are username, client_id, client_secret, client_secret_file, channels, is_prime_or_turbo, enabled, access_token, refresh_token, token_expiry, plugins
        """)
    void warnsOfUnknownKeysWithTheNearestKnownOne(String key, String advice) throws Exception {
        ConfigReport report = read("{\"users\": [" + GOOD_USER.replace("}", ", \"" + key + "\": 1}") + "]}");

        assertThat(report.config()).isPresent();
        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly("users[0]." + key + ": is not known and has no effect; " + advice);
    }

    @Test
    void warnsOfUnknownKeysOutsideOfUsers() throws Exception {
        ConfigReport report = read("{\"user\": 1, \"users\": [" + GOOD_USER + "], \"twitch\": {\"helix\": 1}}");

        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "user: is not known and has no effect; did you mean 'users'?",
                        "twitch.helix: is not known and has no effect; did you mean 'helix_url'?");
    }

    @Test
    void takesTheLastOfKeysThatAreGivenTwiceAndWarnsOfIt() throws Exception {
        ConfigReport report = read("{\"users\": [\n" + GOOD_USER.replace("}", ",\n\"username\": \"eve\"}") + "]}");

        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly("users[0].username: is given twice, the second time in line 3; the last one counts,"
                        + " keep one");
        assertThat(report.config().orElseThrow().accounts().getFirst().login()).isEqualTo("eve");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"users": [}           | line 1, column 12: this bracket does not match the one that was opened
        {"users": [            | the file ends too early; a bracket or a double quote is not closed
        {"users" []}           | line 1, column 10: a colon is missing between the name and its value
        {"a": 1 "b": 2}        | line 1, column 9: a comma, or a closing bracket, is missing before this
        {"a": hunter2}         | this word is neither true, false nor null; a text needs double quotes
        {a: 1}                 | line 1, column 2: a name in double quotes is expected here
        {"a": "\\x"}            | a backslash in a text must be written twice
        {"a": 1} {"b": 2}      | line 1, column 10: only comments may follow the end
        {"a": 1} hunter2       | this word is neither true, false nor null; a text needs double quotes
        // nothing else        | is empty
        """)
    void namesLineAndColumnOfWhatIsNoJson(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableConfigException.class)
                .hasNoCause()
                .hasMessageContaining(folder.resolve("config.json").toString())
                .hasMessageEndingWith(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void namesTheLineOfAMissingComma() {
        assertThatThrownBy(() -> read("{\n  \"users\": [\n    {\"username\": \"a\"\n     \"client_id\": \"b\"}]}"))
                .hasMessageContaining("line 4, column 6: a comma");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret", "access_token", "refresh_token"})
    void neverTellsASecret(String key) throws Exception {
        String secret = "hunter2";
        for (String value : new String[] {
            "\"hunter2 hunter2\"",
            "[\"hunter2\"]",
            "{\"hunter\": \"hunter2\"}",
            "\"oauth:hunter2\"",
            "\"hunter2\\u0000\""
        }) {
            ConfigReport report = read("{\"users\": [{\"username\": \"alice\", \"client_id\": \"id\", "
                    + "\"channels\": [\"alice\"], \"access_token\": \"t\", \"" + key + "\": " + value + "}]}");

            assertThat(report.errors()).anyMatch(p -> p.path().equals("users[0]." + key));
            assertThat(report.toString()).doesNotContain(secret);
        }
    }

    @Test
    void neverTellsASecretThatBreaksTheFile() {
        assertThatThrownBy(() -> read("{\"users\": [{\"access_token\": hunter2hunter2}]}"))
                .hasMessageNotContaining("hunter");
        assertThatThrownBy(() -> read("{\"users\": [{\"access_token\": \"hunter2\nhunter2\"}]}"))
                .hasMessageNotContaining("hunter");
        assertThatThrownBy(() -> read("{\"users\": [{\"access_token\": \"hunter2}]}"))
                .hasMessageNotContaining("hunter");
    }

    @Test
    void takesNullAndEmptyTokensForNone() throws Exception {
        ConfigReport report = read("{\"users\": [" + GOOD_USER.replace("}", """
            , "access_token": "", "refresh_token": null, "token_expiry": null}\
            """) + "]}");

        assertThat(report.problems()).isEmpty();
        assertThat(report.config().orElseThrow().accounts().getFirst().tokens()).isEmpty();
    }

    @Test
    void warnsOfARefreshTokenAlone() throws Exception {
        ConfigReport report =
                read("{\"users\": [" + GOOD_USER.replace("}", ", \"refresh_token\": \"hunter2\"}") + "]}");

        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly("users[0].refresh_token: has no effect without access_token; the account will have to"
                        + " log in");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-02-01T22:49:44.936047+00:00\"', true",
        "'\"2026-02-01T22:49:44Z\"', true",
        "'\"2026-02-01T22:49:44\"', true",
        "'\"2026-02-01 22:49:44+01:00\"', true",
        "1769986184, true",
        "1769986184.5, true",
        "'\"1769986184\"', true",
        "'\" 1769986184.5 \"', true",
        "'\"\"', true",
        "-1, false",
        "'\"tomorrow\"', false",
        "true, false"
    })
    void warnsOfAnExpiryThatIsNoTime(String value, boolean understood) throws Exception {
        ConfigReport report =
                read("{\"users\": [" + GOOD_USER.replace("}", ", \"token_expiry\": " + value + "}") + "]}");

        assertThat(report.config()).isPresent();
        assertThat(report.warnings().isEmpty()).isEqualTo(understood);
    }

    @Test
    void letsTheEnvironmentBeatTheFile() throws Exception {
        String text = "{\"users\": [" + GOOD_USER + "], \"twitch\": {\"helix_url\": \"http://example.org\","
                + " \"auth_url\": \"https://auth.example.org/oauth2/\"}}";

        ConfigReport report = read(
                text,
                Map.of(
                        "CHAMELEON_HELIX_URL", "http://127.0.0.1:9000/helix",
                        "CHAMELEON_EVENTSUB_URL", "ws://localhost:9000/ws",
                        "CHAMELEON_AUTH_URL", " "));

        assertThat(report.config().orElseThrow().endpoints())
                .isEqualTo(new TwitchEndpoints(
                        URI.create("ws://localhost:9000/ws"),
                        URI.create("http://127.0.0.1:9000/helix"),
                        URI.create("https://auth.example.org/oauth2")));
    }

    @Test
    void namesTheVariableThatHoldsABadAddress() throws Exception {
        ConfigReport report = read(
                "{\"users\": [" + GOOD_USER + "]}",
                Map.of("CHAMELEON_EVENTSUB_URL", "ws://example.org/ws", "CHAMELEON_AUTH_URL", "not an address"));

        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "CHAMELEON_EVENTSUB_URL: 'ws://example.org/ws': ws:// is allowed on loopback only, use wss://,"
                                + " as tokens go over it",
                        "CHAMELEON_AUTH_URL: 'not an address' is not an address");
    }

    @Test
    void refusesMoreChannelsThanAConnectionCanHear() throws Exception {
        String channels = String.join(
                ",", IntStream.range(0, 301).mapToObj(i -> "\"c" + i + "\"").toList());

        ConfigReport report = read("{\"users\": [" + GOOD_USER.replace("\"alice\"]", channels + "]") + "]}");

        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly("users[0].channels: has 301 channels; Twitch allows 300 subscriptions on an account's"
                        + " connection");
    }

    @Test
    void warnsOfAFileThatOthersCanRead() throws Exception {
        Path file = write("{\"users\": [" + GOOD_USER + "]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        ConfigReport report = new ConfigReader(Map.of()).read(file);

        assertThat(report.config()).isPresent();
        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly(file + " can be read or written by others; run: chmod 600 '" + file + "'");
        assertThat(report.strictly()).isEqualTo(report);
    }

    @Test
    void takesAByteOrderMark() throws Exception {
        assertThat(read("\uFEFF{\"users\": [" + GOOD_USER + "]}").problems()).isEmpty();
    }

    @Test
    void tellsOfOtherEncodingsThanUtf8() throws Exception {
        Path file = folder.resolve("config.json");
        Files.write(file, "{\n\"users\": [\"\u00e4\"]}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(file))
                .hasMessage(file + ", line 2: this is not UTF-8; save the file as UTF-8");

        Files.write(file, "{}".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(file))
                .hasMessage(file + " is UTF-16; save it as UTF-8");
    }

    @Test
    void tellsWhyAFileCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(missing)).hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(folder))
                .hasMessage(folder + " is a folder, not a file");

        Path empty = Files.createFile(folder.resolve("empty.json"));
        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(empty)).hasMessage(empty + " is empty");
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() throws IOException {
        Path large = folder.resolve("large.json");
        Files.write(large, new byte[ConfigFile.MAX_BYTES + 1]);
        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(large))
                .hasMessage(large + " is larger than 32 MB, so it is no configuration");

        assertThatThrownBy(() -> read("[".repeat(100_000)))
                .isInstanceOf(UnreadableConfigException.class)
                .hasMessageEndingWith("line 1, column 66: this is nested deeper than 64 levels");
    }

    @Test
    void refusesANumberThatIsTooLong() {
        assertThatThrownBy(() -> read("{\"users\": " + "9".repeat(100_000) + "}"))
                .isInstanceOf(UnreadableConfigException.class)
                .hasMessageContaining("line 1, column ")
                .hasMessageEndingWith("this number or text is too long");
    }

    private ConfigReport read(String text) throws Exception {
        return read(text, Map.of());
    }

    private ConfigReport read(String text, Map<String, String> environment) throws Exception {
        return new ConfigReader(environment).read(write(text));
    }

    private Path write(String text) throws IOException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
