package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at the root serves every account that has none of its own. */
final class OneApplicationTest {
    @TempDir
    private Path folder;

    @Test
    void whatStandsAtTheRootServesAccountsThatSayNothing() throws Exception {
        ConfigReport report = read("""
            {
              "client_id": "appid", "client_secret": "appsecret", "channels": ["#Home"], "is_prime_or_turbo": false,
              "plugins": {"announcer": {"every": "5m", "after_messages": 3}},
              "users": [{"username": "alice"},
                        {"username": "bob", "channels": ["bob"], "is_prime_or_turbo": true,
                         "plugins": {"announcer": {"every": "9m"}}}]
            }
            """);

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report))
                .containsExactly(
                        AccountConfig.builder("alice", "appid")
                                .clientSecret(Secret.of("appsecret"))
                                .channels(List.of("home"))
                                .setting("announcer", "every", "5m")
                                .setting("announcer", "after_messages", 3L)
                                .build(),
                        AccountConfig.builder("bob", "appid")
                                .clientSecret(Secret.of("appsecret"))
                                .channels(List.of("bob"))
                                .primeOrTurbo(true)
                                .setting("announcer", "every", "9m")
                                .setting("announcer", "after_messages", 3L)
                                .build());
    }

    @Test
    void anIdOfAnAccountsOwnGoesWithoutTheSecretAtTheRoot() throws Exception {
        ConfigReport report = read("""
            {"client_id": "appid", "client_secret": "appsecret", "channels": ["home"],
             "users": [{"username": "alice", "client_id": "own"},
                       {"username": "bob", "client_id": "own", "client_secret": "ownsecret"}]}
            """);

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report)).map(AccountConfig::clientId).containsOnly(Optional.of("own"));
        assertThat(accounts(report))
                .map(AccountConfig::clientSecret)
                .containsExactly(Optional.empty(), Optional.of(Secret.of("ownsecret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret", "client_secret_file"})
    void aSecretOfAnAccountsOwnWithoutItsIdIsAnErrorThatSaysWhatToWrite(String key) throws Exception {
        ConfigReport report =
                read("{\"client_id\": \"appid\", \"channels\": [\"home\"], \"users\": [{\"username\": \"alice\", \""
                        + key + "\": \"s\"}, {\"username\": \"bob\"}]}");

        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "users[0]." + key + ": stands without client_id; write the id of its application next to"
                                + " it, or leave it out to use the application at the root");
        assertThat(accounts(report)).map(AccountConfig::login).containsExactly("bob");
    }

    @Test
    void aSecretBesideATokenIsThatOfTheTokensApplication() throws Exception {
        ConfigReport report = read("""
            {"client_id": "appid", "client_secret": "appsecret", "channels": ["home"],
             "users": [{"username": "alice", "access_token": "token", "client_secret": "own"},
                       {"username": "bob", "access_token": "token"}]}
            """);

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report))
                .map(AccountConfig::clientId)
                .containsExactly(Optional.empty(), Optional.of("appid"));
        assertThat(accounts(report))
                .map(AccountConfig::clientSecret)
                .containsExactly(Optional.of(Secret.of("own")), Optional.of(Secret.of("appsecret")));
    }

    @Test
    void aSecretAtTheRootWithoutAnIdHasNoEffect() throws Exception {
        ConfigReport report = read(
                "{\"client_secret\": \"appsecret\", \"users\": [{\"username\": \"alice\", \"client_id\": \"own\","
                        + " \"channels\": [\"a\"]}]}",
                Map.of("CHAMELEON_CLIENT_SECRET", "other"));

        assertThat(report.warnings())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "client_secret: has no effect without client_id next to it; an account with an application of"
                                + " its own has its secret in its own block",
                        "CHAMELEON_CLIENT_SECRET: has no effect without client_id at the root of the configuration");
        assertThat(accounts(report).getFirst().clientSecret()).isEmpty();
    }

    @Test
    void whatIsWrongAtTheRootIsToldOnce() throws Exception {
        ConfigReport report = read("""
            {"client_id": "your_client_id", "channels": [], "is_prime_or_turbo": 7,
             "users": [{"username": "alice"}, {"username": "bob"}]}
            """);

        assertThat(report.config()).isEmpty();
        assertThat(report.errors())
                .map(ConfigProblem::path)
                .containsExactly("client_id", "channels", "is_prime_or_turbo");
    }

    @ParameterizedTest
    @CsvSource({"'secret', secret", "'secret\n', secret", "'secret\r\n\n', secret", "'\uFEFFsecret', secret"})
    void aSecretIsReadFromAFileWithoutLineBreaksAtItsEnd(String content, String secret) throws Exception {
        Files.writeString(folder.resolve("secret.txt"), content);

        ConfigReport report = read(withSecretFile("secret.txt"));

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report).getFirst().clientSecret()).contains(Secret.of(secret));
    }

    @Test
    void anAccountsOwnSecretMayStandInAFileToo() throws Exception {
        Path file = Files.writeString(folder.resolve("secret.txt"), "own\n");

        ConfigReport report =
                read("{\"users\": [{\"username\": \"alice\", \"channels\": [\"a\"], \"client_id\": \"id\","
                        + " \"client_secret_file\": \"" + file.toString().replace("\\", "\\\\") + "\"}]}");

        assertThat(accounts(report).getFirst().clientSecret()).contains(Secret.of("own"));
    }

    @Test
    void aCredentialOfSystemdGoesBeforeAFileBesideTheConfiguration() throws Exception {
        Path credentials = Files.createDirectory(folder.resolve("credentials"));
        Files.writeString(credentials.resolve("twitch"), "of systemd\n".replace(' ', '-'));
        Files.writeString(folder.resolve("twitch"), "beside\n");
        Files.writeString(folder.resolve("other"), "beside\n");
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());

        assertThat(accounts(read(withSecretFile("twitch"), environment))
                        .getFirst()
                        .clientSecret())
                .contains(Secret.of("of-systemd"));
        assertThat(accounts(read(withSecretFile("other"), environment))
                        .getFirst()
                        .clientSecret())
                .contains(Secret.of("beside"));
    }

    @Test
    void theEnvironmentGoesBeforeTheFileForTheApplicationAtTheRootAlone() throws Exception {
        ConfigReport report = read("""
            {"client_id": "appid", "client_secret_file": "missing.txt", "channels": ["home"],
             "users": [{"username": "alice"}, {"username": "bob", "client_id": "own", "client_secret": "ownsecret"}]}
            """, Map.of("CHAMELEON_CLIENT_SECRET", " from-environment\n"));

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report))
                .map(account -> account.clientSecret().orElseThrow())
                .containsExactly(Secret.of("from-environment"), Secret.of("ownsecret"));
    }

    @Test
    void theEnvironmentServesAnAccountThatStandsAtTheRoot() throws Exception {
        ConfigReport report = read(
                "{\"username\": \"alice\", \"client_id\": \"id\", \"channels\": [\"a\"]}",
                Map.of("CHAMELEON_CLIENT_SECRET", "from-environment"));

        assertThat(report.problems()).isEmpty();
        assertThat(accounts(report).getFirst().clientSecret()).contains(Secret.of("from-environment"));
    }

    @Test
    void saysWhatIsWrongWithAFileOfASecretWithoutShowingIt() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n\n");
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(5_000));
        Path binary = Files.write(folder.resolve("binary"), "hunter\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        Path words = Files.writeString(folder.resolve("words"), "hunter two");
        Path missing = folder.resolve("missing");

        assertThat(problem("missing")).isEqualTo("client_secret_file: " + missing + " does not exist");
        assertThat(problem("empty")).isEqualTo("client_secret_file: " + empty + " is empty; it must hold the secret");
        assertThat(problem("large"))
                .isEqualTo("client_secret_file: " + large + " is larger than 4 KB, so it is no secret");
        assertThat(problem("binary"))
                .startsWith("client_secret_file: " + binary)
                .doesNotContain("hunter");
        assertThat(problem("words"))
                .isEqualTo("client_secret_file: holds a blank or a character that Twitch's do not have (it is not"
                        + " shown here)");
        assertThat(words).exists();
        assertThat(problem(".")).isEqualTo("client_secret_file: " + folder.resolve(".") + " is a folder, not a file");
        assertThat(problem("a\\u0000b")).isEqualTo("client_secret_file: 'a?b' is not the name of a file");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such permissions")
    void saysThatAFileOfASecretMayNotBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "s");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything");

        assertThat(problem("secret")).isEqualTo("client_secret_file: " + file + " may not be read by this user");
    }

    @Test
    void refusesASecretInBothPlaces() throws Exception {
        ConfigReport report = read("{\"client_id\": \"appid\", \"client_secret\": \"s\", \"client_secret_file\": \"f\","
                + " \"channels\": [\"home\"], \"users\": [{\"username\": \"alice\"}]}");

        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly("client_secret_file: stands next to client_secret; keep one of the two");
    }

    private String problem(String file) throws Exception {
        ConfigReport report = read(withSecretFile(file));
        assertThat(report.config()).isEmpty();
        assertThat(report.problems()).hasSize(1);
        return report.problems().getFirst().toString();
    }

    private static String withSecretFile(String name) {
        return "{\"client_id\": \"appid\", \"client_secret_file\": \"" + name
                + "\", \"channels\": [\"home\"], \"users\": [{\"username\": \"alice\"}]}";
    }

    private static List<AccountConfig> accounts(ConfigReport report) {
        return report.config().orElseThrow().accounts();
    }

    private ConfigReport read(String text) throws Exception {
        return read(text, Map.of());
    }

    private ConfigReport read(String text, Map<String, String> environment) throws Exception {
        return new ConfigReader(environment).read(write(text));
    }

    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
