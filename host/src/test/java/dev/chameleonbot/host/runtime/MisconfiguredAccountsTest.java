package dev.chameleonbot.host.runtime;

import static dev.chameleonbot.engine.model.AccountState.FAILED;
import static dev.chameleonbot.engine.model.AccountState.LIVE;
import static dev.chameleonbot.engine.model.AccountState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.HostConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A7 an account that is misconfigured is shown")
final class MisconfiguredAccountsTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = FIRST.plusSeconds(60);

    private final MisconfiguredAccounts accounts = new MisconfiguredAccounts();

    @TempDir
    private Path folder;

    @Test
    void asFailedWithThePathAndWhatToDoWhereItIsLeftOut() throws Exception {
        HostConfig config = config(user("alice", "\"foo\""), user("bob", ""));
        accounts.take(config, FIRST);

        List<AccountStatus> all = accounts.among(List.of(status("alice", LIVE)));

        assertThat(all).map(AccountStatus::state).containsExactly(LIVE, FAILED);
        AccountStatus bob = all.getLast();
        assertThat(bob.login()).isEqualTo("bob");
        assertThat(bob.since()).isEqualTo(FIRST);
        assertThat(bob.lastError()).contains("users[1].channels: is an empty list; at least one channel is needed");
        assertThat(bob.advice())
                .contains("Correct users[1].channels in the configuration; the change takes effect within seconds.");
        assertThat(config.whyLeftOut("bob")).isEqualTo(bob.lastError());
        assertThat(config.whyLeftOut("alice")).isEmpty();
    }

    @Test
    void withTheFirstOfItsProblemsAndHowManyMoreThereAre() throws Exception {
        String bob = "{\"username\": \"bob\", \"client_id\": 1, \"is_prime_or_turbo\": 2, \"channels\": []}";
        HostConfig config = config(user("alice", "\"foo\""), bob);
        accounts.take(config, FIRST);

        AccountStatus shown = accounts.among(List.of()).getFirst();

        assertThat(shown.lastError())
                .hasValueSatisfying(error -> assertThat(error)
                        .startsWith("users[1].")
                        .endsWith(" (and 2 more; 'chameleon check-config' shows all)")
                        .doesNotContain("; users[1]"));
        assertThat(shown.advice())
                .contains("Correct users[1] in the configuration; the change takes effect within seconds.");
        assertThat(config.whyLeftOut("bob"))
                .hasValueSatisfying(all -> assertThat(all).contains("client_id", "is_prime_or_turbo", "channels"));
    }

    @Test
    void sinceItWasFoundFirst() throws Exception {
        accounts.take(config(user("alice", "\"foo\""), user("bob", "")), FIRST);
        accounts.take(config(user("alice", "\"bar\""), user("bob", "")), LATER);
        assertThat(accounts.among(List.of()).getFirst().since()).isEqualTo(FIRST);

        accounts.take(config(user("alice", "\"bar\""), user("bob", "\"!\"")), LATER);
        assertThat(accounts.among(List.of()).getFirst().since()).isEqualTo(LATER);
    }

    @Test
    void asOneThatNeedsAttentionWhereItGoesOnWithWhatItHad() throws Exception {
        HostConfig before = config(user("alice", "\"foo\""));
        HostConfig config = config(user("alice", "")).continuing(before);
        accounts.take(config, FIRST);

        AccountStatus alice = accounts.among(List.of(status("alice", LIVE))).getFirst();

        assertThat(alice.state()).isEqualTo(LIVE);
        assertThat(alice.needsAttention()).isTrue();
        assertThat(alice.lastError())
                .hasValueSatisfying(error -> assertThat(error).startsWith("users[0].channels: "));
        assertThat(alice.advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("keeps its last valid configuration"));
        assertThat(config.whyLeftOut("alice")).isEmpty();
        AccountStatusChanged event = (AccountStatusChanged)
                accounts.marked(new AccountStatusChanged(LATER, status("alice", STARTING), status("alice", LIVE)));
        assertThat(event.after()).isEqualTo(alice);
    }

    @Test
    void toWhoeverListensWhenItIsFoundAndWhenItIsMended() throws Exception {
        List<AccountStatus> none = List.of(status("alice", LIVE));
        accounts.take(config(user("alice", "\"foo\""), user("bob", "")), FIRST);
        List<AccountStatus> oneLeftOut = accounts.among(none);
        accounts.take(config(user("alice", "\"foo\""), user("bob", "\"foo\"")), LATER);
        List<AccountStatus> mended = accounts.among(List.of(status("alice", LIVE), status("bob", STARTING)));

        assertThat(changes(none, oneLeftOut)).containsExactly("bob STARTING FAILED");
        assertThat(changes(oneLeftOut, oneLeftOut)).containsExactly("bob FAILED FAILED");
        assertThat(changes(oneLeftOut, mended)).containsExactly("bob FAILED STARTING");
        assertThat(changes(oneLeftOut, none)).containsExactly("bob FAILED STOPPED");
        assertThat(changes(mended, none)).isEmpty();
    }

    private static List<String> changes(List<AccountStatus> before, List<AccountStatus> after) {
        return MisconfiguredAccounts.changes(before, after, LATER).stream()
                .map(AccountStatusChanged.class::cast)
                .map(event -> event.after().login() + " " + event.before().state() + " "
                        + event.after().state())
                .toList();
    }

    private static AccountStatus status(String login, AccountState state) {
        return AccountStatus.initial(login, state, FIRST, 1);
    }

    private static String user(String name, String channels) {
        return "{\"username\": \"" + name + "\", \"client_id\": \"id\", \"channels\": [" + channels + "]}";
    }

    private HostConfig config(String... users) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"users\": [" + String.join(",", users) + "]}");
        return new ConfigReader(Map.of()).read(file).config().orElseThrow();
    }
}
