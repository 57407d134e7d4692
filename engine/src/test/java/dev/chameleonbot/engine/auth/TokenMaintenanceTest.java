package dev.chameleonbot.engine.auth;

import static dev.chameleonbot.engine.auth.CannedTwitch.error;
import static dev.chameleonbot.engine.auth.CannedTwitch.granted;
import static dev.chameleonbot.engine.auth.CannedTwitch.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.auth.CannedTwitch.Answer;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.state.CapturedLog;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenMaintenanceTest {
    /** Draws as long waits as short ones, and the same ones each time. */
    private static final long SEED = 14;

    private final ManualTimers timers = new ManualTimers();
    private final AlarmSet alarms = new AlarmSet(timers);
    private final CannedTwitch twitch = new CannedTwitch();
    private final Heard heard = new Heard();
    private final List<String> recovered = new ArrayList<>();
    private AccountTokens tokens;

    @BeforeEach
    void open() {
        twitch.token(200, granted("second", "refresh2", 14_400));
        tokens = keeper(true);
    }

    @Test
    void aRefreshThatIsRefusedAheadOfTimeIsTriedAgainWhileTheTokenIsUsed() throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(400, error(400, "Invalid refresh token"));

        timers.advance(Duration.ofMinutes(181));
        assertThat(heard.ended).isEmpty();
        assertThat(heard.problem).contains("cannot be renewed").contains("Invalid refresh token");
        assertThat(twitch.refreshes()).isBetween(2L, 5L);

        twitch.token(200, granted("second", "refresh2", 14_400));
        endingIn(Duration.ofHours(4));
        timers.advance(Duration.ofMinutes(20));

        assertThat(tokens.access().reveal()).isEqualTo("second");
        assertThat(heard.problem).isEmpty();
        assertThat(heard.ended).isEmpty();
    }

    @Test
    void aFirstRefusalMayBeFalseAndASecondOneNeedsSomebody() throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(401, error(401, "Invalid refresh token"));

        timers.advance(Duration.ofHours(3));
        assertThat(heard.advice).isEmpty();

        timers.advance(Duration.ofMinutes(2));
        assertThat(heard.advice).contains("chameleon login");
    }

    @Test
    void aRefusedTokenIsGivenUpWhenItHasEndedAndNotBefore() throws Exception {
        timers.draw(new Random(SEED));
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(400, error(400, "Invalid refresh token"));

        timers.advance(Duration.ofMinutes(239));
        assertThat(heard.ended).isEmpty();

        timers.advance(Duration.ofMinutes(2));
        assertThat(heard.ended).containsExactly("login needed");
        assertThat(twitch.refreshes()).isLessThan(12);
        assertThat(timers.alarms()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "403,invalid client secret,client_secret",
        "400,missing client secret,Public",
        "400,invalid client,client_id",
        "404,404 page not found,auth_url"
    })
    void whatDoesNotPassByItselfIsSaidAtOnceAndParksTheAccountWhenTheTokenHasEnded(
            int status, String words, String advised) throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(status, error(status, words));

        timers.advance(Duration.ofHours(3));
        assertThat(heard.problem).contains("cannot be renewed");
        assertThat(heard.advice).contains(advised);
        assertThat(heard.ended).isEmpty();

        timers.advance(Duration.ofMinutes(61));
        assertThat(heard.ended).singleElement().asString().startsWith("refused").contains(advised);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void whatLastsIsLoggedWhenItBeginsWhenItNeedsSomebodyAndWhenItIsOver() throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(401, error(401, "Invalid refresh token"));

        try (CapturedLog log = CapturedLog.of(TokenMaintenance.class)) {
            timers.advance(Duration.ofMinutes(190));
            assertThat(log.lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).startsWith("WARN alice: The token cannot be renewed"));
            assertThat(log.lines().getLast()).contains("chameleon login");

            twitch.token(200, granted("second", "refresh2", 14_400));
            endingIn(Duration.ofHours(4));
            timers.advance(Duration.ofMinutes(20));
            assertThat(log.lines()).hasSize(3).last().isEqualTo("INFO alice: its token works again");
        }
    }

    @Test
    void anOutageIsLeftToWhoKnowsOfAllAccounts() throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(503, "{}");

        try (CapturedLog log = CapturedLog.of(TokenMaintenance.class)) {
            timers.advance(Duration.ofMinutes(200));
            assertThat(heard.delayedBy).contains(Cause.SERVER);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void anOutageOutlastingTheTokenNeedsSomebodyAndEndsNothing() throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.token(503, "{}");

        timers.advance(Duration.ofMinutes(200));
        assertThat(heard.problem).contains("503");
        assertThat(heard.advice).isEmpty();

        timers.advance(Duration.ofMinutes(42));
        assertThat(heard.problem).contains("has ended").contains("503");
        assertThat(heard.delayedBy).contains(Cause.SERVER);
        assertThat(heard.ended).isEmpty();

        twitch.token(200, granted("second", "refresh2", 14_400));
        endingIn(Duration.ofHours(4));
        timers.advance(Duration.ofMinutes(2));
        assertThat(heard.problem).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsSaidAndEndsNothing() throws Exception {
        endingIn(Duration.ofHours(4));
        maintain(true);
        twitch.validate(404, "404 page not found");

        timers.advance(Duration.ofMinutes(61));

        assertThat(heard.problem).contains("404");
        assertThat(heard.advice).contains("auth_url");
        assertThat(heard.ended).isEmpty();
    }

    @Test
    void aTokenThatNothingCanRenewIsSaidBeforeItEnds() throws Exception {
        endingIn(Duration.ofHours(30));
        maintain(false);
        assertThat(heard.problem).isEmpty();

        timers.advance(Duration.ofHours(7));
        assertThat(heard.problem).contains("no refresh token");
        assertThat(heard.advice).contains("chameleon login");

        timers.advance(Duration.ofHours(23).plusSeconds(2));
        assertThat(heard.ended).containsExactly("login needed");
    }

    @Test
    void aTokenWithoutAnEndIsReplacedOnceByOneThatHasOne() throws Exception {
        twitch.validate(200, owned("alice", "4711", 0));
        maintain(true);
        endingIn(Duration.ofHours(4));

        timers.advance(Duration.ofSeconds(2));

        assertThat(tokens.access().reveal()).isEqualTo("second");
        assertThat(heard.problem).isEmpty();
    }

    @Test
    void tokensWithoutAnEndAreSaidAndNotAskedForInALoop() throws Exception {
        twitch.validate(200, owned("alice", "4711", 0));
        maintain(true);

        timers.advance(Duration.ofHours(10));

        assertThat(twitch.refreshes()).isEqualTo(1);
        assertThat(twitch.validations()).isBetween(10L, 14L);
        assertThat(heard.problem).contains("expires_in is 0");
        assertThat(heard.advice).contains("chameleon login");
        assertThat(heard.ended).isEmpty();
    }

    @Test
    void theLastSecondOfATokenIsNotTakenForNoEnd() throws Exception {
        endingIn(Duration.ofHours(1));
        maintain(false);
        twitch.validate(200, owned("alice", "4711", 0));
        timers.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(heard.problem).doesNotContain("expires_in");

        twitch.validate(401, error(401, "invalid access token"));
        timers.advance(Duration.ofSeconds(2));

        assertThat(heard.ended).containsExactly("login needed");
    }

    @Test
    void tokensThatAreRefusedAreTriedAgainUntilTheyHold() throws Exception {
        timers.draw(new Random(SEED));
        twitch.validate(401, error(401, "invalid access token"));
        twitch.token(400, error(400, "Invalid refresh token"));
        recovery().begin();

        timers.advance(Duration.ofMinutes(40));
        assertThat(recovered).isEmpty();
        assertThat(twitch.refreshes()).isBetween(5L, 20L);

        twitch.token(200, granted("second", "refresh2", 14_400));
        boolean[] refreshed = {false};
        twitch.validate(() -> {
            boolean isNew = refreshed[0];
            refreshed[0] = true;
            return isNew
                    ? new Answer(200, owned("alice", "4711", 14_400))
                    : new Answer(401, error(401, "invalid access token"));
        });
        timers.advance(Duration.ofMinutes(10));

        assertThat(recovered).containsExactly(new AccountEvent.TokensRecovered().toString());
        assertThat(tokens.access().reveal()).isEqualTo("second");
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void aRecoveryThatHasEndedTriesNothing() throws Exception {
        twitch.validate(401, error(401, "invalid access token"));
        recovery().begin();

        alarms.close();

        assertThat(timers.alarms()).isZero();
        timers.advance(Duration.ofHours(1));
        assertThat(twitch.validations()).isZero();
    }

    private TokenRecovery recovery() {
        return new TokenRecovery(tokens, timers, alarms, Runnable::run, event -> recovered.add(event.toString()));
    }

    /** Validates with what is left of a life that begins now, and with 401 after it. */
    private void endingIn(Duration life) {
        long end = timers.nanos() + life.toNanos();
        twitch.validate(() -> {
            long left = Duration.ofNanos(end - timers.nanos()).toSeconds();
            return left > 0
                    ? new Answer(200, owned("alice", "4711", left))
                    : new Answer(401, error(401, "invalid access token"));
        });
    }

    private void maintain(boolean hasRefreshToken) throws LoginNeededException {
        tokens = keeper(hasRefreshToken);
        new TokenMaintenance(tokens, timers, alarms, Runnable::run, new Retries(Backoff.STANDARD, timers), heard)
                .plan(tokens.establish());
    }

    private AccountTokens keeper(boolean hasRefreshToken) {
        AccountConfig config = AccountConfig.builder("alice", "client")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(
                        Secret.of("first"), hasRefreshToken ? Optional.of(Secret.of("refresh1")) : Optional.empty()))
                .build();
        return new TokenRegistry(
                        twitch.client(timers), new InMemoryStateStore(timers).cache(timers), timers, Runnable::run)
                .open(config, event -> {});
    }

    /** What was told last, and how it has ended. */
    private static final class Heard implements Consumer<AccountEvent> {
        private final List<String> ended = new ArrayList<>();
        private String problem = "";
        private String advice = "";
        private Optional<Cause> delayedBy = Optional.empty();

        @Override
        public void accept(AccountEvent event) {
            switch (event) {
                case AccountEvent.LoginNeeded needed -> ended.add("login needed");
                case AccountEvent.Refused(String reason, String what) -> ended.add("refused: " + reason + " " + what);
                case AccountEvent.Failing failing -> {
                    problem = failing.failure().words();
                    advice = "";
                    delayedBy = Optional.of(failing.failure().cause());
                }
                case AccountEvent.Troubled trouble -> {
                    problem = trouble.problem();
                    advice = trouble.advice().orElse("");
                }
                case AccountEvent.TokensWork works -> {
                    problem = "";
                    advice = "";
                }
                default -> throw new AssertionError(event);
            }
        }
    }
}
