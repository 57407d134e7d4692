package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.plugin.api.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountOperationsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path folder;

    private final FakeStage stage = new FakeStage();
    private final List<String> revoked = new ArrayList<>();
    private Path config;
    private AccountOperations accounts;

    @BeforeEach
    void begin() throws IOException {
        config = folder.resolve("config.json");
        write("""
            {"client_id": "app", "users": [{"username": "old", "channels": ["old"]}]}
            """);
        accounts = new AccountOperations(config, new ConfigReader(Map.of()), stage, (clientId, access, twitch) -> {
            revoked.add(clientId.orElse("") + " " + access.reveal());
            return "its token is revoked";
        });
    }

    private void write(String text) throws IOException {
        Files.writeString(config, text);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anAccountThatIsAddedHasAFileOfItsOwnAndTheConfigurationStays() throws Exception {
        String before = Files.readString(config);

        assertThat(add("Alice")).singleElement().satisfies(result -> {
            assertThat(result.done()).isTrue();
            assertThat(result.message()).contains("accounts/alice.json");
        });

        assertThat(Files.readString(config)).isEqualTo(before);
        Path file = folder.resolve("accounts/alice.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(accounts.list())
                .extracting(AccountInfo::login, AccountInfo::origin, AccountInfo::isOwnFile)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("old", "config.json users[0]", false),
                        org.assertj.core.groups.Tuple.tuple("alice", "accounts/alice.json", true));
        assertThat(stage.applied).isEqualTo(1);
    }

    @Test
    void manyAreAddedAtOnceAndTakenOverOnce() throws Exception {
        SequencedMap<String, JsonNode> many = new LinkedHashMap<>();
        IntStream.range(0, 500).forEach(i -> many.put("line " + i, AccountList.block("user" + i, List.of("streamer"))));

        assertThat(accounts.add(many)).hasSize(500).allMatch(AccountResult::done);

        assertThat(stage.applied).isEqualTo(1);
        assertThat(accounts.list()).hasSize(501);
    }

    @Test
    void oneThatCannotBeAddedHindersNoOtherAndLeavesNoFile() throws Exception {
        SequencedMap<String, JsonNode> many = new LinkedHashMap<>();
        many.put("line 1", AccountList.block("old", List.of("x")));
        many.put("line 2", AccountList.block("no name!", List.of("x")));
        many.put("line 3", AccountList.block("bob", List.of("f o")));
        many.put("line 4", JsonNodeFactory.instance.numberNode(5));
        many.put("line 5", AccountList.block("carol", List.of("x")));
        many.put("line 6", AccountList.block("Carol", List.of("x")));

        List<AccountResult> results = accounts.add(many);

        assertThat(results).extracting(AccountResult::done).containsExactly(false, false, false, false, true, false);
        assertThat(results.get(0).message()).contains("line 1", "old is configured already, in config.json users[0]");
        assertThat(results.get(1).message()).contains("line 2", "no name!");
        assertThat(results.get(2).message()).contains("line 3", "channels[0]");
        assertThat(results.get(3).message()).contains("line 4", "must be an object");
        assertThat(results.get(5).message()).contains("line 6", "given twice");
        assertThat(folder.resolve("accounts")).isDirectoryContaining("glob:**/carol.json");
        try (var files = Files.list(folder.resolve("accounts"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void somebodyWhoHasLoggedInIsKeptBeforeTheAccountRuns() throws Exception {
        AccountResult result = accounts.adopt(AccountList.block("alice", List.of("@own")), authorized("alice"));

        assertThat(result.done()).isTrue();
        assertThat(stage.log).containsExactly("keep alice", "apply");
        assertThat(accounts.list()).extracting(AccountInfo::login).contains("alice");
    }

    @Test
    void anAccountThatIsThereGetsTheTokens() throws Exception {
        stage.statuses = List.of(AccountStatus.initial("old", AccountState.LIVE, NOON, 1));

        AccountResult result = accounts.adopt(AccountList.block("old", List.of("@own")), authorized("old"));

        assertThat(result.message()).contains("configured already, in config.json users[0]", "logged in again");
        assertThat(stage.log).containsExactly("keep old");
        assertThat(folder.resolve("accounts")).doesNotExist();
    }

    @Test
    void whatIsRemovedIsGoneHereAndAtTwitch() throws Exception {
        add("alice");
        stage.tokens.put("alice", "secret");
        stage.log.clear();

        assertThat(accounts.remove(List.of("Alice"), false))
                .singleElement()
                .satisfies(result -> assertThat(result.message()).isEqualTo("alice is removed; its token is revoked"));

        assertThat(folder.resolve("accounts/alice.json")).doesNotExist();
        assertThat(stage.log).containsExactly("apply", "forget alice");
        assertThat(revoked).containsExactly("app secret");
    }

    @Test
    void tokensThatAreKeptAreNotRevoked() throws Exception {
        add("alice");
        stage.tokens.put("alice", "secret");

        assertThat(accounts.remove(List.of("alice"), true).getFirst().message()).contains("stay valid");

        assertThat(revoked).isEmpty();
    }

    @Test
    void whatStandsInTheConfigurationIsOnlyToldOf() throws Exception {
        AccountResult result = accounts.remove(List.of("old"), false).getFirst();
        assertThat(result.done()).isFalse();
        assertThat(result.message()).contains("config.json users[0]", "delete that block from " + config);

        AccountResult channels = accounts.changeChannels("old", List.of("#New"), true);
        assertThat(channels.done()).isFalse();
        assertThat(channels.message()).contains("write \"channels\": [\"old\", \"new\"]", "config.json users[0]");
        assertThat(stage.applied).isZero();
    }

    @Test
    void channelsAreJoinedAndLeftAndCommentsStay() throws Exception {
        add("alice");
        Path file = folder.resolve("accounts/alice.json");
        Files.writeString(file, "// mine\n" + Files.readString(file));

        assertThat(accounts.changeChannels("alice", List.of("#Streamer", "third"), true)
                        .message())
                .isEqualTo("alice listens in alice, streamer, third");
        assertThat(accounts.changeChannels("alice", List.of("third"), true).message())
                .contains("listens in third already");
        assertThat(accounts.changeChannels("alice", List.of("third", "nowhere"), false)
                        .done())
                .isTrue();

        assertThat(accounts.list().getLast().channels()).containsExactly("alice", "streamer");
        assertThat(Files.readString(file)).startsWith("// mine\n");
    }

    @Test
    void whatStandsForSeveralChannelsStaysAsItIsWritten() throws Exception {
        assertThat(accounts.add(one("alice", AccountList.block("alice", List.of("@own", "@followed")))))
                .allMatch(AccountResult::done);
        assertThat(accounts.list().getLast().channels()).containsExactly("alice", "@followed");

        accounts.changeChannels("alice", List.of("streamer"), true);
        assertThat(folder.resolve("accounts/alice.json")).content().contains("[\"@own\", \"@followed\", \"streamer\"]");
        assertThat(accounts.changeChannels("alice", List.of("alice"), true).message())
                .contains("already");

        accounts.changeChannels("alice", List.of("@followed"), false);
        assertThat(folder.resolve("accounts/alice.json")).content().contains("[\"@own\", \"streamer\"]");
    }

    @Test
    void channelsOfAllGoOnToCountWhereAnAccountGetsMore() throws Exception {
        write("{\"client_id\": \"app\", \"channels\": [\"@own\", \"shared\"]}");
        accounts.add(one("alice", AccountList.block("alice", List.of())));

        accounts.changeChannels("alice", List.of("more"), true);

        assertThat(accounts.list().getLast().channels()).containsExactly("alice", "shared", "more");
    }

    @Test
    void aFileThatIsThereIsNeverWrittenOver() throws Exception {
        Path file = Files.createDirectories(folder.resolve("accounts")).resolve("bob.json");
        Files.writeString(file, "{\"username\": \"alice\", \"channels\": [\"x\"]} // mine");

        assertThat(add("bob").getFirst().message()).contains("is there already, and is not changed");
        assertThat(accounts.adopt(AccountList.block("bob", List.of("x")), authorized("bob"))
                        .done())
                .isFalse();

        assertThat(file).content().endsWith("// mine");
    }

    @Test
    void whatTheHostDoesNotTakeOverIsNotRemoved() throws Exception {
        add("alice");
        String before = Files.readString(folder.resolve("accounts/alice.json"));
        stage.refusal = "its configuration cannot be used now";

        assertThatThrownBy(() -> accounts.remove(List.of("alice"), false))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Nothing is removed: its configuration cannot be used now");

        assertThat(folder.resolve("accounts/alice.json")).content().isEqualTo(before);
        assertThat(stage.log).doesNotContain("forget alice");
        stage.refusal = "";
        assertThat(accounts.remove(List.of("alice"), false).getFirst().done()).isTrue();
    }

    @Test
    void whatTheHostDoesNotTakeOverIsToldBesideWhatIsAdded() throws Exception {
        stage.refusal = "the host keeps its previous configuration";

        List<AccountResult> results = add("alice");

        assertThat(results).extracting(AccountResult::done).containsExactly(true, false);
        assertThat(results.getLast().message())
                .isEqualTo("The files are changed, but the host keeps its previous configuration. The host applies the"
                        + " change when it can");
    }

    @Test
    void whatAnEarlierRemovalHasLeftIsRemoved() throws Exception {
        stage.tokens.put("gone", "secret");

        assertThat(accounts.remove(List.of("gone"), false).getFirst().message())
                .isEqualTo("gone is removed; its token is revoked");
        assertThat(stage.log).containsExactly("forget gone");
    }

    @Test
    void oneThatDoesNotRunHindersNoOtherThatIsDisabled() throws Exception {
        add("alice");
        stage.unknown = "old";

        List<AccountResult> results = accounts.enable(List.of("old", "alice"), false);

        assertThat(results).extracting(AccountResult::done).containsExactly(false, true);
        assertThat(results.getFirst().message()).contains("does not run, because it is misconfigured");
    }

    @Test
    void theLastChannelIsNotLeft() throws Exception {
        add("alice");

        AccountResult result = accounts.changeChannels("alice", List.of("alice"), false);

        assertThat(result.done()).isFalse();
        assertThat(result.message()).contains("at least one");
        assertThat(accounts.list().getLast().channels()).containsExactly("alice");
    }

    @Test
    void accountsAreDisabledByNameAndUnknownOnesAreNamed() throws Exception {
        List<AccountResult> results = accounts.enable(List.of("old", "nobody"), false);

        assertThat(results).extracting(AccountResult::done).containsExactly(true, false);
        assertThat(results.getLast().message()).contains("There is no account 'nobody'");
        assertThat(accounts.list().getFirst().disabledSince()).contains(NOON);
        accounts.enable(List.of("old"), true);
        assertThat(accounts.list().getFirst().disabledSince()).isEmpty();
    }

    @Test
    void nothingIsDoneWhereTheConfigurationCannotBeUsed() throws Exception {
        write("{\"client_id\": 5, ");

        assertThatThrownBy(() -> add("alice"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("config.json");
        assertThat(folder.resolve("accounts")).doesNotExist();
    }

    private List<AccountResult> add(String login) throws OperationException {
        return accounts.add(one(login, AccountList.block(login, List.of(login))));
    }

    private static SequencedMap<String, JsonNode> one(String place, JsonNode block) {
        SequencedMap<String, JsonNode> one = new LinkedHashMap<>();
        one.put(place, block);
        return one;
    }

    private static AuthorizedAccount authorized(String login) {
        return new AuthorizedAccount(
                new UserId("7"), login, Secret.of("access"), Optional.of(Secret.of("refresh")), NOON, Set.of());
    }
}
