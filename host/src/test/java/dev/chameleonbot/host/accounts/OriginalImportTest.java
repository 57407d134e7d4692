package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.StoredAccounts;
import dev.chameleonbot.engine.ValidatedToken;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.host.accounts.ImportedAccount.ImportedKey;
import dev.chameleonbot.host.accounts.ImportedAccount.Tokens;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.plugin.api.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OriginalImportTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String CLIENT = "abcdefghij0123456789klmnopqrst";
    private static final Set<String> ALL = Set.of("user:read:chat", "user:manage:chat_color");

    /** As the original has it: comments, a comma too many, a time of Python's. */
    private static final String ORIGINAL = """
        {
          // Mine.
          "users": [
            {
              "username": "FirstAccount",
              "client_id": "abcdefghij0123456789klmnopqrst",
              "client_secret": "zyxwvutsrq9876543210ponmlkjihg",
              "channels": ["#FirstAccount", "somestreamer", "SomeStreamer"],
              "is_prime_or_turbo": true,
              "enabled": false,
              "access_token": "accesstokenaccesstoken00000001",
              "refresh_token": "refreshtokenrefreshtoken000001",
              "token_expiry": "2026-12-01T22:49:44.936047+00:00",
              "favourite_colour": "green"
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
        """;

    @TempDir
    private Path folder;

    private final Map<Secret, ValidatedToken> valid = new HashMap<>();
    private Path configuration;
    private Path original;

    @BeforeEach
    void write() throws Exception {
        configuration = folder.resolve("here/config.json");
        original = Files.writeString(folder.resolve("twitch_colorchanger.conf"), ORIGINAL);
    }

    private void valid(String name, Set<String> scopes) {
        valid.put(
                Secret.of("accesstokenaccesstoken00000001"),
                new ValidatedToken(CLIENT, new UserId("1"), name, scopes, Optional.of(NOW.plusSeconds(60))));
    }

    private OriginalImport prepared(@Nullable TokenLookup twitch) throws Exception {
        Map<String, String> existing = new HashMap<>();
        if (Files.exists(configuration)) {
            read().config()
                    .orElseThrow()
                    .accountsByPath()
                    .forEach((place, account) -> existing.put(account.login(), place));
        }
        return new OriginalImport(OriginalFile.read(original, Map.of()), configuration, existing, twitch);
    }

    private OriginalImport.Result run(@Nullable TokenLookup twitch) throws Exception {
        try (StoredAccounts records = StoredAccounts.open(folder.resolve("state"))) {
            return prepared(twitch).run(NOW, records);
        }
    }

    private OriginalImport.Result run() throws Exception {
        return run(access -> Optional.ofNullable(valid.get(access)));
    }

    private ConfigReport read() throws Exception {
        return new ConfigReader(Map.of()).read(configuration);
    }

    private Optional<StoredTokens> tokens(String login) {
        try (StoredAccounts records = StoredAccounts.open(folder.resolve("state"))) {
            return records.tokens(login);
        }
    }

    @Test
    void makesOfEachAccountAFileAndKeepsItsTokensInTheState() throws Exception {
        valid("firstaccount", ALL);

        OriginalImport.Result result = run();

        assertThat(result.isWhole()).isTrue();
        assertThat(result.accounts()).extracting(ImportedAccount::tokens).containsExactly(Tokens.PROVED, Tokens.NONE);
        ConfigReport here = read();
        assertThat(here.errors()).isEmpty();
        List<AccountConfig> accounts = here.config().orElseThrow().accounts();
        assertThat(accounts).extracting(AccountConfig::login).containsExactly("firstaccount", "second_account");
        AccountConfig first = accounts.getFirst();
        assertThat(first.tokens()).isEmpty();
        assertThat(first.clientId()).contains(CLIENT);
        assertThat(first.clientSecret()).contains(Secret.of("zyxwvutsrq9876543210ponmlkjihg"));
        assertThat(first.channels()).containsExactly("firstaccount", "somestreamer");
        assertThat(first.primeOrTurbo()).isTrue();
        assertThat(first.settings().get("color-changer")).containsEntry("enabled", false);
        assertThat(accounts.getLast().primeOrTurbo()).isFalse();
        assertThat(tokens("firstaccount")).hasValueSatisfying(stored -> {
            assertThat(stored.access()).isEqualTo(Secret.of("accesstokenaccesstoken00000001"));
            assertThat(stored.refresh()).contains(Secret.of("refreshtokenrefreshtoken000001"));
            assertThat(stored.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        });
        assertThat(original).hasContent(ORIGINAL);
    }

    @Test
    void sharesTheOneApplicationOfAllWhereThereIsNoConfigurationYet() throws Exception {
        assertThat(run().isApplicationShared()).isTrue();

        assertThat(configuration).content().contains(CLIENT, "zyxwvutsrq9876543210ponmlkjihg");
        assertThat(configuration.resolveSibling("accounts/firstaccount.json"))
                .content()
                .doesNotContain("client_id", "client_secret", "token");
    }

    @Test
    void leavesEachAccountItsApplicationWhereTheyDifferOrThereIsAConfiguration() throws Exception {
        Files.createDirectories(configuration.getParent());
        Files.writeString(configuration, "{\"users\": [], \"client_id\": \"zzzzzzzzzz0123456789zzzzzzzzzz\"}");

        OriginalImport.Result result = run();

        assertThat(result.isConfigurationNew()).isFalse();
        assertThat(result.isApplicationShared()).isFalse();
        assertThat(configuration).content().doesNotContain(CLIENT);
        assertThat(configuration.resolveSibling("accounts/firstaccount.json"))
                .content()
                .contains(CLIENT, "zyxwvutsrq9876543210ponmlkjihg");
    }

    @Test
    void saysOfEachKeyWhatBecameOfIt() throws Exception {
        valid("firstaccount", ALL);

        assertThat(run().accounts().getFirst().keys())
                .contains(
                        new ImportedKey("username", true, "as 'firstaccount'"),
                        new ImportedKey("client_id", true, "into config.json, for all accounts"),
                        new ImportedKey(
                                "channels", true, "firstaccount, somestreamer (doubles and empty ones left out)"),
                        new ImportedKey("access_token", true, "into the state"),
                        new ImportedKey("token_expiry", false, "it is not needed: Twitch says when a token expires"),
                        new ImportedKey("favourite_colour", false, "it is not known here"));
    }

    @Test
    void writesNothingWhereItOnlyPlans() throws Exception {
        valid("firstaccount", ALL);

        OriginalImport.Result result =
                prepared(access -> Optional.ofNullable(valid.get(access))).plan(NOW);

        assertThat(result.isWhole()).isTrue();
        assertThat(result.isConfigurationNew()).isTrue();
        assertThat(folder).isDirectoryNotContaining("glob:**/{here,state}");
    }

    @Test
    void keepsTokensUnprovedWhereNobodyIsAsked() throws Exception {
        ImportedAccount first = run(null).accounts().getFirst();

        assertThat(first.tokens()).isEqualTo(Tokens.UNPROVED);
        assertThat(tokens("firstaccount").orElseThrow().expiresAt())
                .isEqualTo(Instant.parse("2026-12-01T22:49:44.936Z"));
    }

    @Test
    void keepsATokenThatHasEndedForItsRefreshTokenAlone() throws Exception {
        assertThat(run().accounts().getFirst().tokens()).isEqualTo(Tokens.UNPROVED);
        assertThat(tokens("firstaccount")).isPresent();
    }

    @Test
    void doesNotKeepTokensThatAreOfNoUse() throws Exception {
        valid("somebody_else", ALL);
        assertThat(run().accounts().getFirst())
                .satisfies(account -> assertThat(account.tokens()).isEqualTo(Tokens.REFUSED))
                .satisfies(
                        account -> assertThat(account.message()).contains("'somebody_else'", "will ask for a login"));
        assertThat(tokens("firstaccount")).isEmpty();
    }

    @Test
    void doesNotKeepTokensThatDoNotAllowEnough() throws Exception {
        valid("firstaccount", Set.of("user:read:chat"));

        assertThat(run().accounts().getFirst().message()).contains("user:manage:chat_color", "will ask for a login");
        assertThat(tokens("firstaccount")).isEmpty();
    }

    @Test
    void leavesAloneWhatIsThereAlready() throws Exception {
        valid("firstaccount", ALL);
        run();
        Path file = configuration.resolveSibling("accounts/firstaccount.json");
        Files.writeString(file, "{\"username\": \"firstaccount\", \"channels\": [\"mine\"]}");

        OriginalImport.Result again = run();

        assertThat(again.isWhole()).isFalse();
        assertThat(again.accounts())
                .allSatisfy(
                        account -> assertThat(account.reason().orElseThrow()).contains("already", "accounts/"));
        assertThat(file).content().contains("mine");
    }

    @Test
    void keepsTheTokensThatTheStateHas() throws Exception {
        valid("firstaccount", ALL);
        run();
        Files.delete(configuration.resolveSibling("accounts/firstaccount.json"));
        Files.writeString(original, ORIGINAL.replace("accesstokenaccesstoken00000001", "another"));

        assertThat(run().accounts().getFirst().tokens()).isEqualTo(Tokens.THERE);
        assertThat(tokens("firstaccount").orElseThrow().access())
                .isEqualTo(Secret.of("accesstokenaccesstoken00000001"));
    }

    @Test
    void takesTheGoodAccountsAndNamesTheFaultOfOthers() throws Exception {
        Files.writeString(original, """
            [{"username": "Alice", "client_id": "%1$s", "channels": ["foo"]},
             {"username": "alice", "client_id": "%1$s", "channels": ["bar"]},
             {"username": "bob", "client_id": "%1$s", "channels": []}]
            """.formatted(CLIENT));

        OriginalImport.Result result = run();

        assertThat(result.isWhole()).isFalse();
        assertThat(result.accounts()).extracting(ImportedAccount::isTaken).containsExactly(true, false, false);
        assertThat(result.accounts().get(1).reason().orElseThrow()).contains("names must differ");
        assertThat(result.accounts().get(2).reason().orElseThrow()).contains("channels");
    }

    @Test
    void takesTheFormsAndTheOldKeyThatTheOriginalTakes() throws Exception {
        Files.writeString(original, """
            {"username": "alice", "client_id": "%s", "channels": ["foo"], "use_random_colors": false}
            """.formatted(CLIENT));

        assertThat(run().accounts().getFirst().keys())
                .contains(new ImportedKey("use_random_colors", true, "as is_prime_or_turbo, false"));
        assertThat(read().config().orElseThrow().accounts().getFirst().primeOrTurbo())
                .isFalse();
    }

    @Test
    void learnsTheApplicationOfAnAccountThatDoesNotNameIt() throws Exception {
        valid("alice", ALL);
        Files.writeString(original, """
            {"users": [{"username": "alice", "access_token": "accesstokenaccesstoken00000001", "channels": ["foo"]}]}
            """);

        run();

        assertThat(read().config().orElseThrow().accounts().getFirst().clientId())
                .contains(CLIENT);
    }

    @Test
    void findsTheFileInTheFolderOfTheOriginal() throws Exception {
        assertThat(OriginalFile.read(folder, Map.of()).path()).isEqualTo(original);
        Files.delete(original);
        assertThatThrownBy(() -> OriginalFile.read(folder, Map.of()))
                .hasMessageContainingAll("twitch_colorchanger.conf", "name the original's configuration");
    }
}
