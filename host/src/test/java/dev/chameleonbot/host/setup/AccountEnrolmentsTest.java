package dev.chameleonbot.host.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.host.accounts.AccountResult;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.setup.Enrolment.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountEnrolmentsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final FakeLogins logins = new FakeLogins();
    private final BlockingQueue<String> adopted = new LinkedBlockingQueue<>();
    private Instant now = FakeLogins.NOON;
    private String refusal = "";
    private Path config;
    private AccountEnrolments enrolments;

    @BeforeEach
    void begin() throws IOException {
        config = folder.resolve("config.json");
        Files.writeString(config, "{\"client_id\": \"app\"}");
        enrolments = enrolments(SOON);
    }

    private AccountEnrolments enrolments(Duration patience) {
        return new AccountEnrolments(
                new ConfiguredApplication(config, new ConfigReader(Map.of())),
                logins,
                () -> Set.of("user:write:chat"),
                (element, account) -> {
                    if (!refusal.isEmpty()) {
                        throw new OperationException(refusal);
                    }
                    adopted.add(element.toString());
                    return new AccountResult(account.login(), true, account.login() + " is added");
                },
                () -> now,
                patience);
    }

    @AfterEach
    void end() {
        enrolments.close();
    }

    private Enrolment over(Enrolment begun) throws InterruptedException {
        assertThat(enrolments.join(begun.id(), SOON)).isTrue();
        return enrolments.get(begun.id()).orElseThrow();
    }

    @Test
    void whoeverAgreesIsGivenToTheHostWithTheChannels() throws Exception {
        Enrolment begun = enrolments.begin(List.of("@own", "#Streamer", "@followed"));

        assertThat(begun.progress()).isEqualTo(Progress.WAITING);
        assertThat(begun.prompt().userCode()).isEqualTo("C0");
        assertThat(logins.asked).containsExactly("app [user:read:follows, user:write:chat]");

        logins.attempts.getFirst().agrees("Alice");

        Enrolment done = over(begun);
        assertThat(done.progress()).isEqualTo(Progress.DONE);
        assertThat(done.login()).contains("alice");
        assertThat(done.message()).isEqualTo("alice is added");
        assertThat(adopted)
                .containsExactly("{\"username\":\"alice\",\"channels\":[\"@own\",\"streamer\",\"@followed\"]}");
        assertThat(logins.log).containsExactly("closed");
    }

    @Test
    void whereNobodySaysAnythingTheConfigurationsChannelsCountOrElseItsOwn() throws Exception {
        Enrolment one = enrolments.begin(List.of());
        logins.attempts.getFirst().agrees("alice");
        over(one);
        Files.writeString(config, "{\"client_id\": \"app\", \"channels\": [\"x\"]}");
        Enrolment other = enrolments.begin(List.of());
        logins.attempts.getLast().agrees("bob");
        over(other);

        assertThat(adopted)
                .containsExactly("{\"username\":\"alice\",\"channels\":[\"@own\"]}", "{\"username\":\"bob\"}");
    }

    @Test
    void whatHindersIsToldWhileItWaits() throws Exception {
        Enrolment begun = enrolments.begin(List.of());
        logins.attempts.getFirst().has("Twitch does not answer");
        logins.attempts.getFirst().fails(TwitchCallException.Kind.DENIED, "The login was refused");

        assertThat(over(begun).message()).isEqualTo("The login was refused");
        assertThat(logins.log).contains("told Twitch does not answer");
        assertThat(over(begun).progress()).isEqualTo(Progress.DENIED);
    }

    @Test
    void aCodeThatNobodyUsesEndsByItself() throws Exception {
        Enrolment begun = enrolments.begin(List.of());
        logins.attempts.getFirst().fails(TwitchCallException.Kind.ENDED, "The code C0 is good for nothing any more");

        assertThat(over(begun).progress()).isEqualTo(Progress.EXPIRED);
    }

    @Test
    void oneThatIsCancelledAddsNobody() throws Exception {
        Enrolment begun = enrolments.begin(List.of());

        assertThat(enrolments.cancel(begun.id())).isTrue();
        assertThat(enrolments.cancel(begun.id())).isFalse();
        logins.attempts.getFirst().agrees("alice");

        assertThat(over(begun).progress()).isEqualTo(Progress.CANCELLED);
        assertThat(adopted).isEmpty();
    }

    @Test
    void anotherAccountThanTheExpectedOneWaitsForAWord() throws Exception {
        Enrolment begun = enrolments.begin(List.of(), "Alice");
        logins.attempts.getFirst().agrees("bob");
        Enrolment warning = awaitOther(begun);

        assertThat(warning.message())
                .isEqualTo("bob has agreed, not alice: the browser was logged in to Twitch as bob. Nothing changes"
                        + " until this is confirmed");
        assertThat(adopted).isEmpty();
        assertThat(enrolments.confirm(begun.id())).isTrue();
        assertThat(enrolments.confirm(begun.id())).isFalse();

        assertThat(over(begun).progress()).isEqualTo(Progress.DONE);
        assertThat(adopted).containsExactly("{\"username\":\"bob\",\"channels\":[\"@own\"]}");
    }

    /** The change of the state is the only sign of it. */
    private Enrolment awaitOther(Enrolment begun) {
        while (enrolments.get(begun.id()).orElseThrow().progress() != Progress.OTHER_ACCOUNT) {
            Thread.onSpinWait();
        }
        return enrolments.get(begun.id()).orElseThrow();
    }

    @Test
    void anotherAccountThatIsNotMeantIsTakenBack() throws Exception {
        Enrolment begun = enrolments.begin(List.of(), "alice");
        logins.attempts.getFirst().agrees("bob");
        awaitOther(begun);

        assertThat(enrolments.cancel(begun.id())).isTrue();

        assertThat(over(begun).progress()).isEqualTo(Progress.CANCELLED);
        assertThat(adopted).isEmpty();
        assertThat(logins.log).containsExactly("takes back bob", "closed");
    }

    @Test
    void whereNobodySaysWhoIsMeantItIsTakenBackInTime() throws Exception {
        enrolments = enrolments(Duration.ZERO);
        Enrolment begun = enrolments.begin(List.of(), "alice");
        logins.attempts.getFirst().agrees("bob");

        Enrolment over = over(begun);
        assertThat(over.progress()).isEqualTo(Progress.EXPIRED);
        assertThat(over.message()).isEqualTo("bob was not confirmed in time");
        assertThat(logins.log).containsExactly("takes back bob", "closed");
    }

    @Test
    void theExpectedAccountNeedsNoWord() throws Exception {
        Enrolment begun = enrolments.begin(List.of("x"), "alice");
        logins.attempts.getFirst().agrees("alice");

        assertThat(over(begun).progress()).isEqualTo(Progress.DONE);
    }

    @Test
    void whatTheHostRefusesIsTold() throws Exception {
        refusal = "The state cannot be written";
        Enrolment begun = enrolments.begin(List.of());
        logins.attempts.getFirst().agrees("alice");

        assertThat(over(begun).progress()).isEqualTo(Progress.FAILED);
        assertThat(over(begun).message()).isEqualTo("The state cannot be written");
    }

    @Test
    void theyAreFewAndAPlaceIsFreeAgainWithTheEndOfOne() throws Exception {
        Enrolment first = enrolments.begin(List.of());
        for (int i = 1; i < AccountEnrolments.MOST; i++) {
            var unused = enrolments.begin(List.of());
        }

        assertThatThrownBy(() -> enrolments.begin(List.of()))
                .isInstanceOf(OperationException.class)
                .hasMessage("8 logins wait already; finish or cancel one of them first");
        assertThat(enrolments.cancel(first.id())).isTrue();
        over(first);

        assertThat(enrolments.begin(List.of()).progress()).isEqualTo(Progress.WAITING);
        assertThat(enrolments.list()).hasSize(9);
        assertThat(enrolments.list().getFirst()).extracting(Enrolment::id).isEqualTo(first.id());
    }

    @Test
    void whatIsOverIsForgottenAfterAWhile() throws Exception {
        Enrolment begun = enrolments.begin(List.of());
        logins.attempts.getFirst().agrees("alice");
        over(begun);

        now = now.plus(AccountEnrolments.KEPT);
        assertThat(enrolments.get(begun.id())).isPresent();
        now = now.plusMillis(1);
        assertThat(enrolments.get(begun.id())).isEmpty();
        assertThat(enrolments.list()).isEmpty();
    }

    @Test
    void oneThatCannotBeginTakesNoPlace() throws Exception {
        assertThatThrownBy(() -> enrolments.begin(List.of("no name")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("'no name' is no channel; it must be ");
        logins.refusal = Optional.of(
                new TwitchCallException(TwitchCallException.Kind.UNREACHABLE, "Twitch does not answer", null));
        for (int i = 0; i <= AccountEnrolments.MOST; i++) {
            assertThatThrownBy(() -> enrolments.begin(List.of()))
                    .isInstanceOf(OperationException.class)
                    .hasMessage("Twitch does not answer");
        }
        logins.refusal = Optional.empty();
        Files.writeString(config, "{\"users\": []}");
        assertThatThrownBy(() -> enrolments.begin(List.of()))
                .hasMessage(config + " names no application for all accounts: put the client_id of yours at its top"
                        + " level");
        assertThat(enrolments.list()).isEmpty();
    }

    @Test
    void inTheEndAllAreCancelled() throws Exception {
        Enrolment begun = enrolments.begin(List.of());

        enrolments.close();

        assertThat(enrolments.get(begun.id()).orElseThrow().progress()).isEqualTo(Progress.CANCELLED);
        assertThat(logins.log).containsExactly("closed");
        assertThatThrownBy(() -> enrolments.begin(List.of())).hasMessage("The host is stopping");
    }
}
