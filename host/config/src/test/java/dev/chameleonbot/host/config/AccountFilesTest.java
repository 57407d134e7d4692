package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that have a file of their own beside the configuration. */
final class AccountFilesTest {
    private static final String APPLICATION = "\"client_id\": \"appid\", \"channels\": [\"home\"]";

    @TempDir
    private Path folder;

    private Path config;
    private AccountFiles files;

    @BeforeEach
    void place() throws IOException {
        config = folder.resolve("config.json");
        files = AccountFiles.beside(config);
        configure("{" + APPLICATION + "}");
    }

    @Test
    void anAccountsFileHasTheFormOfABlockAmongTheUsers() throws Exception {
        configure("{" + APPLICATION + ", \"users\": [{\"username\": \"bob\"}]}");
        put("alice.json", """
            // Added by hand.
            {
              "$schema": "../account.schema.json",
              "username": "Alice",
              "client_id": "own", "client_secret": "ownsecret",
              "channels": ["#Somewhere"],
              "is_prime_or_turbo": false,
            }
            """);

        ConfigReport report = read();

        assertThat(report.problems()).isEmpty();
        HostConfig usable = report.config().orElseThrow();
        assertThat(usable.accountsByPath().keySet()).containsExactly("users[0]", "accounts/alice.json");
        assertThat(usable.accounts().getLast())
                .isEqualTo(AccountConfig.builder("alice", "own")
                        .clientSecret(Secret.of("ownsecret"))
                        .channels(List.of("somewhere"))
                        .build());
    }

    @Test
    void tellsWhereAnAccountIsConfigured() throws Exception {
        configure("{" + APPLICATION + ", \"users\": [{\"username\": \"bob\"}, {\"username\": \"carol\", \"channels\":"
                + " []}]}");
        put("alice.json", "{\"username\": \"alice\"}");

        HostConfig usable = read().config().orElseThrow();

        assertThat(usable.origin("alice").orElseThrow().in(config)).isEqualTo("accounts/alice.json");
        assertThat(usable.origin("alice").orElseThrow().isOwnFile()).isTrue();
        assertThat(usable.origin("bob").orElseThrow().in(config)).isEqualTo("config.json users[0]");
        assertThat(usable.origin("carol").orElseThrow().in(config)).isEqualTo("config.json users[1]");
        assertThat(usable.origin("carol").orElseThrow().isOwnFile()).isFalse();
        assertThat(usable.origin("dave")).isEmpty();
        assertThat(new AccountOrigin("").in(config)).isEqualTo("config.json");
    }

    @Test
    void namesTheFileInThePathOfEachProblem() throws Exception {
        put("alice.json", """
            {"username": "alice", "channels": ["not a channel"], "chanels": [], "plugins": {"announcer": 1},
             "is_prime_or_turbo": true, "is_prime_or_turbo": true}
            """);
        put("bob.json", "{\"username\": \"bob\"\n \"channels\": []}");
        put("carol.json", "[]");
        put("dave.json", "");
        put("erin.json", "{\"username\": \"erin\"}");

        ConfigReport report = read();

        assertThat(report.problems())
                .map(ConfigProblem::toString)
                .containsExactly(
                        "accounts/alice.json: is_prime_or_turbo: is given twice, the second time in line 2; the last"
                                + " one counts, keep one",
                        "accounts/alice.json: chanels: is not known and has no effect; did you mean 'channels'?",
                        "accounts/alice.json: plugins.announcer: is a number; it must be an object with the plugin's"
                                + " settings",
                        "accounts/alice.json: channels[0]: 'not a channel' is not allowed; it must be a Twitch name of"
                                + " 1 to 25 letters, digits or '_'",
                        "accounts/bob.json: line 2, column 2: a comma, or a closing bracket, is missing before this",
                        "accounts/carol.json: is a list; it must be an object with username, channels …",
                        "accounts/dave.json: is empty");
        HostConfig usable = report.config().orElseThrow();
        assertThat(usable.accounts()).map(AccountConfig::login).containsExactly("erin");
        assertThat(usable.leftOut())
                .map(LeftOutAccount::name)
                .containsExactly("alice", "bob", "accounts/carol.json", "dave");
    }

    @Test
    void aProblemThatAPluginFindsLaterLeavesOutThatAccountAlone() throws Exception {
        put("alice.json", "{\"username\": \"alice\", \"plugins\": {\"announcer\": {\"every\": \"1s\"}}}");
        put("bob.json", "{\"username\": \"bob\"}");

        ConfigReport report =
                read().with(List.of(ConfigProblem.error("accounts/alice.json: plugins.announcer.every", "is wrong")));

        assertThat(report.config().orElseThrow().accounts())
                .map(AccountConfig::login)
                .containsExactly("bob");
        assertThat(report.config().orElseThrow().leftOut().getFirst().place())
                .isEqualTo("accounts/alice.json: plugins.announcer.every");
    }

    @Test
    void whatEditorsAndMountsLeaveBesideIsNoAccount() throws Exception {
        Files.createDirectories(files.folder().resolve("folder.json"));
        for (String name : List.of("alice.json~", ".alice.json.swp", "._alice.json", "alice.json.bak", "README")) {
            put(name, "nonsense");
        }
        put("bob.json", "{\"username\": \"bob\"}");

        assertThat(files.list()).containsExactly(files.folder().resolve("bob.json"));
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void saysWhichNameAFileMustHave() throws Exception {
        put("Alice.json", "{\"username\": \"alice\"}");
        put("bob2.json", "{\"username\": \"bob\"}");

        assertThat(read().problems())
                .map(ConfigProblem::toString)
                .containsExactlyInAnyOrder(
                        "accounts/Alice.json: username: is 'alice', so the file must be called alice.json",
                        "accounts/bob2.json: username: is 'bob', so the file must be called bob.json");
    }

    @Test
    void anAccountInTwoPlacesIsAnErrorWithBothAndTheFirstGoesOn() throws Exception {
        configure("{" + APPLICATION + ", \"users\": [{\"username\": \"alice\"}]}");
        put("alice.json", "{\"username\": \"alice\", \"channels\": [\"elsewhere\"]}");

        ConfigReport report = read();

        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly("accounts/alice.json: username: 'alice' is the account of users[0].username already;"
                        + " delete one of the two");
        assertThat(report.config().orElseThrow().accountsByPath().keySet()).containsExactly("users[0]");
    }

    @Test
    void theFileGoesOnWhereTheBlockOfTheConfigurationCannotBeUsed() throws Exception {
        configure("{" + APPLICATION + ", \"users\": [{\"username\": \"alice\", \"channels\": []}]}");
        put("alice.json", "{\"username\": \"alice\"}");

        ConfigReport report = read();

        assertThat(report.config().orElseThrow().accountsByPath().keySet()).containsExactly("accounts/alice.json");
        assertThat(report.errors()).map(ConfigProblem::path).containsExactly("users[0].channels", "users[0].username");
    }

    @Test
    void anAccountWhoseFileTurnedBadGoesOnWithWhatItHad() throws Exception {
        put("alice.json", "{\"username\": \"alice\"}");
        HostConfig before = read().config().orElseThrow();
        put("alice.json", "{\"username\": ");

        HostConfig after = read().config().orElseThrow().continuing(before);

        assertThat(after.accounts()).isEqualTo(before.accounts());
        assertThat(after.misconfigured())
                .containsExactly("alice keeps its last valid configuration: accounts/alice.json: line 1, column 14:"
                        + " the file ends too early; a bracket or a double quote is not closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"client_id\": \"appid\"}", "{\"client_id\": \"appid\", \"users\": []}"})
    void anApplicationAtTheRootNeedsNoAccountYet(String text) throws Exception {
        configure(text);

        ConfigReport report = read();

        assertThat(report.problems()).isEmpty();
        assertThat(report.config().orElseThrow().accounts()).isEmpty();
        assertThat(report.config().orElseThrow().isRunnable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alerts\": {}}", "[]"})
    void neitherDoesAFolderForAccountFiles(String text) throws Exception {
        configure(text);
        assertThat(read().errors()).singleElement().asString().contains("at least one account");

        Files.createDirectories(files.folder());

        assertThat(read().problems()).isEmpty();
        assertThat(read().config().orElseThrow().isRunnable()).isTrue();
    }

    @Test
    void anAccountAtTheRootLendsItsApplicationToTheFiles() throws Exception {
        configure("{\"username\": \"alice\", \"client_id\": \"id\", \"client_secret\": \"s\", \"channels\": [\"a\"],"
                + " \"enabled\": false}");
        put("bob.json", "{\"username\": \"bob\"}");

        HostConfig usable = read().config().orElseThrow();

        assertThat(usable.accounts())
                .containsExactly(
                        AccountConfig.builder("alice", "id")
                                .clientSecret(Secret.of("s"))
                                .channels(List.of("a"))
                                .primeOrTurbo(true)
                                .setting("color-changer", "enabled", false)
                                .build(),
                        AccountConfig.builder("bob", "id")
                                .clientSecret(Secret.of("s"))
                                .channels(List.of("a"))
                                .primeOrTurbo(true)
                                .build());
    }

    @Test
    void warnsOnceOfFilesThatOthersCanRead() throws Exception {
        Path alice = put("alice.json", "{\"username\": \"alice\"}");
        Files.setPosixFilePermissions(alice, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read().warnings())
                .map(ConfigProblem::toString)
                .containsExactly(alice + " can be read or written by others; run: chmod 600 '" + alice + "'");

        Path bob = put("bob.json", "{\"username\": \"bob\"}");
        Files.setPosixFilePermissions(bob, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(read().warnings())
                .singleElement()
                .asString()
                .startsWith(alice + " and 1 more account files can be read or written by others; run: chmod 600 ");
        assertThat(read().strictly().config()).isPresent();
    }

    @Test
    void writesAFileForItsOwnerAloneAndReadsItAgain() throws Exception {
        Path file = files.write(" Alice ", AccountDocument.of("alice").with("channels", List.of("alice", "bob")));

        assertThat(file).isEqualTo(files.folder().resolve("alice.json"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.folder())))
                .isEqualTo("rwx------");
        assertThat(files.read("ALICE").orElseThrow().strings("channels")).contains(List.of("alice", "bob"));
        assertThat(read().problems()).isEmpty();
        assertThat(read().config().orElseThrow().accounts().getFirst().channels())
                .containsExactly("alice", "bob");
    }

    @Test
    void deletesAFile() throws Exception {
        put("alice.json", "{\"username\": \"alice\"}");

        assertThat(files.delete("alice")).isTrue();
        assertThat(files.delete("alice")).isFalse();
        assertThat(files.list()).isEmpty();
        assertThat(files.read("alice")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../alice", "a/b", "", "a b", "way_too_long_a_name_for_twitch"})
    void takesNoNameThatIsNoAccounts(String login) {
        assertThatIllegalArgumentException().isThrownBy(() -> files.file(login));
    }

    @Test
    void saysWhyAFileCannotBeChanged() throws Exception {
        Path file = put("alice.json", "[]");

        assertThatThrownBy(() -> files.read("alice"))
                .isInstanceOf(UnreadableConfigException.class)
                .hasMessage(file + " holds a list; it must be an object");
    }

    @Test
    void aSecretsFileIsLookedForBesideTheConfigurationAlsoForAnAccountsFile() throws Exception {
        Files.writeString(folder.resolve("own.txt"), "ownsecret\n");
        put("alice.json", "{\"username\": \"alice\", \"client_id\": \"own\", \"client_secret_file\": \"own.txt\"}");

        assertThat(read().config().orElseThrow().accounts().getFirst().clientSecret())
                .isEqualTo(Optional.of(Secret.of("ownsecret")));
    }

    private ConfigReport read() throws UnreadableConfigException {
        return new ConfigReader(Map.of()).read(config);
    }

    private void configure(String text) throws IOException {
        ownersAlone(Files.writeString(config, text));
    }

    private Path put(String name, String text) throws IOException {
        Files.createDirectories(files.folder());
        return ownersAlone(Files.writeString(files.folder().resolve(name), text));
    }

    private static Path ownersAlone(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
