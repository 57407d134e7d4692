package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.LoginProgress;
import dev.chameleonbot.engine.model.LoginPrompt;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoginQueueTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final StringWriter out = new StringWriter();

    @Test
    void aTerminalShowsOneCodeAtATimeAndTheNextWhenThatIsDone() {
        LoginQueue queue = queue(true);

        queue.update(List.of(waiting("alice", "A1"), waiting("bob", "B1"), waiting("carol", "C1")));
        assertThat(said())
                .contains("alice needs a login\n", "bob needs a login\n", "carol needs a login\n", "code A1")
                .contains("2 more accounts after that")
                .doesNotContain("B1", "C1");
        queue.update(List.of(waiting("alice", "A1"), waiting("bob", "B1"), waiting("carol", "C1")));
        assertThat(said()).isEmpty();

        queue.update(List.of(well("alice"), waiting("bob", "B2"), waiting("carol", "C1")));
        assertThat(said()).contains("code B2").doesNotContain("C1", "A1");
        queue.update(List.of(well("alice"), well("bob"), waiting("carol", "C1")));
        assertThat(said()).contains("code C1").doesNotContain("after that");
    }

    @Test
    void theOnlyOneIsNotNamedTwice() {
        queue(true).update(List.of(well("bob"), waiting("alice", "A1")));

        assertThat(said()).contains("code A1").doesNotContain("needs a login\n");
    }

    @Test
    void aCodeThatHasEndedGivesWayToTheNextOfTheSameAccount() {
        LoginQueue queue = queue(true);
        queue.update(List.of(waiting("alice", "A1"), waiting("bob", "B1")));
        said();

        queue.update(List.of(waiting("alice", "A2"), waiting("bob", "B1")));

        assertThat(said()).contains("code A2").doesNotContain("B1");
    }

    @Test
    void manyAccountsAreCountedRatherThanNamed() {
        queue(true)
                .update(IntStream.range(0, 50)
                        .mapToObj(i -> waiting("user" + i, "C" + i))
                        .toList());

        String said = said();
        assertThat(said.lines().filter(line -> line.endsWith("needs a login"))).hasSize(10);
        assertThat(said).contains("and 40 other accounts", "code C0").doesNotContain("code C1");
    }

    @Test
    void whereNobodyLooksEachHasALineWithItsCode() {
        LoginQueue queue = queue(false);

        queue.update(List.of(waiting("alice", "A1"), waiting("bob", "B1")));
        assertThat(said()).contains("code A1", "code B1").hasLineCount(2);
        queue.update(List.of(waiting("alice", "A1"), waiting("bob", "B2")));
        assertThat(said()).contains("code B2").hasLineCount(1);
    }

    private LoginQueue queue(boolean terminal) {
        return new LoginQueue(Console.to(new PrintWriter(out, true)), terminal);
    }

    private String said() {
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }

    private static AccountStatus well(String login) {
        return AccountStatus.initial(login, AccountState.LIVE, NOON, 1);
    }

    private static AccountStatus waiting(String login, String code) {
        return new AccountStatus(
                login,
                AccountState.NEEDS_LOGIN,
                NOON,
                1,
                0,
                List.of(),
                Optional.empty(),
                LoginProgress.UNDER_WAY,
                Optional.of(new LoginPrompt(URI.create("https://www.twitch.tv/activate?device-code=X"), code, NOON)),
                0);
    }
}
