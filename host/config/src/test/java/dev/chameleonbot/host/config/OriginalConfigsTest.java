package dev.chameleonbot.host.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Secret;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the original's own loader accepts, and what people write who know it. */
@DisplayName("A7 whatever the original takes is taken")
final class OriginalConfigsTest {
    private static final String CREDENTIALS =
            "\"client_id\": \"abcdefghij1234567890\", \"client_secret\": \"secretsecretsecret\"";

    @TempDir
    private Path folder;

    @Test
    void aListAtTheRootIsTheUsers() throws Exception {
        ConfigReport report = readOriginal("toplist.json");

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report)).containsExactly(alice("foo").build());
    }

    @Test
    void aUserAtTheRootIsTheOnlyOne() throws Exception {
        ConfigReport report = readOriginal("single.json");

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report)).containsExactly(alice("foo").build());
    }

    @Test
    void whatMeansASwitchIsTakenForOneWithAWarningThatSaysWhatToWrite() throws Exception {
        ConfigReport report = readOriginal("lax.json");

        assertThat(report.problems())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly(
                        "WARNING users[0].is_prime_or_turbo: 'true' is treated as true; write \"is_prime_or_turbo\":"
                                + " true",
                        "WARNING users[0].enabled: 1 is treated as true; write \"enabled\": true");
        assertThat(accounts(report))
                .containsExactly(
                        alice("foo").setting("color-changer", "enabled", true).build());
    }

    @Test
    void emptyChannelsAreLeftOutWithAWarningAndHashesAreStripped() throws Exception {
        ConfigReport report = readOriginal("emptych.json");

        assertThat(report.problems())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly("WARNING users[0].channels[1]: is left out, because it is empty");
        assertThat(accounts(report)).containsExactly(alice("foo", "bar", "baz").build());
    }

    @Test
    void anAccountThatIsMisconfiguredIsLeftOutAndTheOthersRun() throws Exception {
        ConfigReport report = readOriginal("onebad.json");

        assertThat(accounts(report)).containsExactly(alice("foo").build());
        LeftOutAccount bob = leftOut(report);
        assertThat(bob.name()).isEqualTo("bob");
        assertThat(bob.reason()).isEqualTo("users[1].channels: is an empty list; at least one channel is needed");
        assertThat(report.errors()).isEqualTo(bob.problems());
        assertThat(report.strictly().config()).isEmpty();
    }

    @Test
    void theSecondOfTwoThatAreOneAccountIsLeftOutWithBothPaths() throws Exception {
        ConfigReport report = readOriginal("dup.json");

        assertThat(accounts(report)).containsExactly(alice("foo").build());
        LeftOutAccount second = leftOut(report);
        assertThat(second.name()).isEqualTo("users[1]");
        assertThat(second.reason())
                .isEqualTo("users[1].username: 'alice' is the account of users[0].username already; names must differ");
    }

    @Test
    void anAccountWithATokenNeedsNoClientId() throws Exception {
        ConfigReport report = readOriginal("noclient.json");

        assertThat(report.problems()).isEmpty();
        AccountConfig alice = accounts(report).getFirst();
        assertThat(alice.clientId()).isEmpty();
        assertThat(alice.tokens()).isPresent();
    }

    @Test
    void anAccountHasPrimeUnlessSomethingElseIsSaid() throws Exception {
        ConfigReport report = readOriginal("noprime.json");

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report))
                .containsExactly(alice("foo").primeOrTurbo(true).build());
    }

    @Test
    void theNameOfOldOfPrimeIsUnderstood() throws Exception {
        ConfigReport report = readOriginal("oldkey.json");

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report).getFirst().primeOrTurbo()).isTrue();
        assertThat(accounts(readUser("\"channels\": [\"foo\"], \"use_random_colors\": false"))
                        .getFirst()
                        .primeOrTurbo())
                .isFalse();
    }

    @Test
    void theNameOfOldHasNoEffectBesideTheOneOfNow() throws Exception {
        ConfigReport report =
                readUser("\"channels\": [\"foo\"], \"use_random_colors\": true, \"is_prime_or_turbo\": false");

        assertThat(report.warnings()).map(ConfigProblem::path).containsExactly("users[0].use_random_colors");
        assertThat(accounts(report).getFirst().primeOrTurbo()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"True\"', true", "'\" YES \"', true", "'\"on\"', true", "'\"1\"', true", "1.0, true", "'\"y\"', true",
        "'\"False\"', false", "'\"no\"', false", "'\"off\"', false", "0, false", "'\"0\"', false", "'\"t\"', true"
    })
    void switchesAreWrittenInManyWays(String written, boolean meant) throws Exception {
        ConfigReport report = readUser("\"channels\": [\"foo\"], \"is_prime_or_turbo\": " + written);

        assertThat(accounts(report).getFirst().primeOrTurbo()).isEqualTo(meant);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .endsWith("is treated as " + meant + "; write \"is_prime_or_turbo\": " + meant);
    }

    @Test
    void nullMeansThatNothingIsSaid() throws Exception {
        ConfigReport report = readUser("\"channels\": [\"foo\"], \"is_prime_or_turbo\": null, \"enabled\": null,"
                + " \"access_token\": null, \"token_expiry\": null, \"plugins\": null");

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report)).containsExactly(alice("foo").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "foo"         | ["foo"]
        "Foo, #bar"   | ["foo", "bar"]
        "foo bar;baz" | ["foo", "bar", "baz"]
        """)
    void channelsInOneTextAreTakenForAList(String written, String list) throws Exception {
        ConfigReport report = readUser("\"channels\": " + written);

        assertThat(report.warnings())
                .singleElement()
                .asString()
                .endsWith("is treated as a list; write \"channels\": " + list);
        assertThat(accounts(report).getFirst().channels())
                .containsExactlyElementsOf(
                        List.of(list.replaceAll("[\\[\\]\" ]", "").split(",")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" , \"", "[\"\", \" \", \"#\"]", "[null, 7]", "[]", "5", "null"})
    void anAccountWithoutAnyChannelIsLeftOut(String channels) throws Exception {
        ConfigReport report = readUser("\"channels\": " + channels);

        assertThat(leftOut(report).name()).isEqualTo("alice");
        assertThat(leftOut(report).problems())
                .singleElement()
                .extracting(ConfigProblem::path)
                .isEqualTo("users[0].channels");
    }

    @Test
    void whatIsNoTextAmongTheChannelsIsLeftOutWithAWarning() throws Exception {
        ConfigReport report = readUser("\"channels\": [7, \"foo\", null]");

        assertThat(accounts(report).getFirst().channels()).containsExactly("foo");
        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "users[0].channels[0]: 7 is left out, because it is no text; a channel's name stands in double"
                                + " quotes",
                        "users[0].channels[2]: null is left out, because it is no text; a channel's name stands in"
                                + " double quotes");
    }

    @Test
    void namesMayHaveBlanksAroundThemAndConsistOfDigits() throws Exception {
        ConfigReport report = read("{\"users\": [{\"username\": \" Alice \", " + CREDENTIALS
                + ", \"channels\": [\"foo\"]}, {\"username\": 12345, " + CREDENTIALS + ", \"channels\": [\"foo\"]}]}");

        assertThat(accounts(report)).map(AccountConfig::login).containsExactly("alice", "12345");
        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly("users[1].username: 12345 is treated as text; write \"username\": \"12345\"");
    }

    @Test
    void oneAccountInPlaceOfTheListIsTakenForIt() throws Exception {
        ConfigReport report =
                read("{\"users\": {\"username\": \"alice\", " + CREDENTIALS + ", \"channels\": [\"foo\"]}}");

        assertThat(accounts(report)).containsExactly(alice("foo").build());
        assertThat(report.warnings()).map(ConfigProblem::path).containsExactly("users");
    }

    @Test
    void aUserAtTheRootStandsBesideWhatIsOfTheHost() throws Exception {
        ConfigReport report = read("{\"username\": \"alice\", " + CREDENTIALS + ", \"channels\": [\"foo\"],"
                + " \"enabled\": false, \"plugins\": {\"greeter\": {\"greeting\": \"hi\"}}, \"alerts\": {},"
                + " \"twitch\": {\"helix_url\": \"https://example.org\"}, \"nonsense\": 1}");

        assertThat(report.problems()).map(ConfigProblem::path).containsExactly("nonsense");
        assertThat(accounts(report).getFirst().settings())
                .isEqualTo(Map.of("color-changer", Map.of("enabled", false), "greeter", Map.of("greeting", "hi")));
        assertThat(report.config().orElseThrow().endpoints().helix()).hasHost("example.org");
    }

    @Test
    void anElementThatIsNoAccountIsLeftOutUnderItsPath() throws Exception {
        ConfigReport report = read(
                "[5, {\"username\": \"alice\", " + CREDENTIALS + ", \"channels\": [\"foo\"]}, {\"channels\": []}]");

        assertThat(accounts(report)).containsExactly(alice("foo").build());
        assertThat(report.config().orElseThrow().leftOut())
                .map(LeftOutAccount::name)
                .containsExactly("[0]", "[2]");
        assertThat(report.errors())
                .map(ConfigProblem::path)
                .containsExactly("[0]", "[2].username", "[2].client_id", "[2].channels");
    }

    @Test
    void ofTwoThatAreOneAccountTheOneRunsThatCan() throws Exception {
        ConfigReport report = read("{\"users\": [{\"username\": \"alice\", " + CREDENTIALS + ", \"channels\": []},"
                + " {\"username\": \"ALICE\", " + CREDENTIALS + ", \"channels\": [\"foo\"]}]}");

        assertThat(accounts(report)).containsExactly(alice("foo").build());
        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "users[0].channels: is an empty list; at least one channel is needed",
                        "users[0].username: 'alice' is the account of users[1].username already; names must differ");
    }

    @Test
    void withoutTokenThereMustBeAClientId() throws Exception {
        ConfigReport report =
                read("{\"users\": [{\"username\": \"alice\", \"access_token\": \" \", \"client_id\": \"\","
                        + " \"channels\": [\"foo\"]}]}");

        assertThat(leftOut(report).reason())
                .isEqualTo(
                        "users[0].client_id: is empty; it must be the client id of a Twitch application, unless there"
                                + " is an access_token");
    }

    @Test
    void thePlaceholdersOfTheSamplesAreRefusedByName() throws Exception {
        ConfigReport report = read("""
            {"users": [{
              "username": "your_username_1", "client_id": "your_client_id_1", "client_secret": "your_client_secret_1",
              "access_token": "<access_token>", "refresh_token": "your_refresh_token_1",
              "channels": ["another_channel", "channel1"]}]}
            """);

        assertThat(report.config().orElseThrow().isRunnable()).isFalse();
        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "users[0].username: is still the sample's placeholder 'your_username_1'; it must be the"
                                + " account's name on Twitch",
                        "users[0].client_id: is still the sample's placeholder 'your_client_id_1'; it must be the"
                                + " client id of a Twitch application",
                        "users[0].client_secret: is still the sample's placeholder; it must be that application's"
                                + " secret, or left out if it has none",
                        "users[0].channels[0]: is still the sample's placeholder 'another_channel'; it must be a"
                                + " channel's name",
                        "users[0].access_token: is still the sample's placeholder; it must be an access token of the"
                                + " account, or left out to log in with a code",
                        "users[0].refresh_token: is still the sample's placeholder; it must be the refresh token of"
                                + " access_token, or left out");
    }

    @Test
    void everyValueOfTheDistributionsSampleIsAPlaceholder() throws Exception {
        Path sample = Path.of("..", "src", "distribution", "sample-config.json");

        ConfigReport report = new ConfigReader(Map.of()).read(sample);

        assertThat(report.errors())
                .map(ConfigProblem::path)
                .containsExactly(
                        "users[0].username",
                        "users[0].client_id",
                        "users[0].client_secret",
                        "users[0].channels[0]",
                        "users[0].channels[1]",
                        "users[0].access_token",
                        "users[0].refresh_token");
    }

    @Test
    void anAccountThatTurnedBadGoesOnWithWhatItHad() throws Exception {
        HostConfig before = config(user("alice", "foo"), user("bob", "bar"), user("carol", "baz"));

        HostConfig next = config(user("alice", "new"), user("bob", ""), user("carol!", "baz"), user("dora", ""))
                .continuing(before);

        assertThat(next.accounts())
                .map(account -> account.login() + " " + account.channels())
                .containsExactly("alice [new]", "bob [bar]", "carol [baz]");
        assertThat(next.leftOut())
                .map(account -> account.name() + " " + next.continues(account))
                .containsExactly("bob true", "carol true", "dora false");
        HostConfig still = config(user("bob", "")).continuing(next);
        assertThat(still.accounts()).map(AccountConfig::login).containsExactly("bob");
        assertThat(config(user("dora", "foo")).continuing(next).leftOut()).isEmpty();
    }

    @Test
    void anAccountOfAnotherNameAtThePlaceOfOneThatHasGoneIsNotTakenForIt() throws Exception {
        HostConfig before = config(user("alice", "foo"), user("bob", "bar"));

        assertThat(config(user("alice", "foo"), user("dora", ""))
                        .continuing(before)
                        .accounts())
                .map(AccountConfig::login)
                .containsExactly("alice");
        assertThat(config(user("bob", "bar"), user("!", "foo"))
                        .continuing(before)
                        .accounts())
                .map(AccountConfig::login)
                .containsExactly("bob");
    }

    @Test
    void whatIsFoundLaterLeavesTheAccountOutThatItConcernsOrStopsAll() throws Exception {
        ConfigReport report = read("{\"users\": [" + user("alice", "foo") + "," + user("bob", "bar") + "]}");

        ConfigReport ofOne = report.with(List.of(
                ConfigProblem.error("users[1].plugins.greeter.count", "is 6"),
                ConfigProblem.warning("users[0].x", "odd")));
        ConfigReport ofAll = report.with(List.of(ConfigProblem.error("plugins.greeter.count", "is 6")));

        assertThat(accounts(ofOne)).map(AccountConfig::login).containsExactly("alice");
        assertThat(leftOut(ofOne).name()).isEqualTo("bob");
        assertThat(ofAll.config()).isEmpty();
    }

    private static String user(String name, String channel) {
        return "{\"username\": \"" + name + "\", " + CREDENTIALS + ", \"channels\": [\"" + channel + "\"]}";
    }

    private HostConfig config(String... users) throws Exception {
        return read("{\"users\": [" + String.join(",", users) + "]}").config().orElseThrow();
    }

    private static AccountConfig.Builder alice(String... channels) {
        return AccountConfig.builder("alice", "abcdefghij1234567890")
                .clientSecret(Secret.of("secretsecretsecret"))
                .channels(List.of(channels))
                .primeOrTurbo(true);
    }

    private static List<AccountConfig> accounts(ConfigReport report) {
        return report.config().orElseThrow().accounts();
    }

    private static LeftOutAccount leftOut(ConfigReport report) {
        List<LeftOutAccount> leftOut = report.config().orElseThrow().leftOut();
        assertThat(leftOut).hasSize(1);
        return leftOut.getFirst();
    }

    private ConfigReport readUser(String rest) throws Exception {
        return read("{\"users\": [{\"username\": \"alice\", " + CREDENTIALS + ", " + rest + "}]}");
    }

    private ConfigReport readOriginal(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("originals/" + name), name)) {
            return read(new String(in.readAllBytes(), UTF_8));
        }
    }

    private ConfigReport read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new ConfigReader(Map.of()).read(file);
    }
}
