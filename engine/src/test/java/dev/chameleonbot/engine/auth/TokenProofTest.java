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
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.state.InMemoryStateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs of a token that something else speaks against. */
final class TokenProofTest {
    private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final String REFUSAL = "setting the colour: Twitch answered 401";
    private static final Answer OURS = new Answer(200, owned("alice", "4711", 14_000));
    private static final Answer ENDED = new Answer(401, error(401, "invalid access token"));

    private final ManualTimers timers = new ManualTimers();
    private final CannedTwitch twitch = new CannedTwitch();
    private final List<String> told = new ArrayList<>();
    private AccountTokens tokens;
    private TokenProof doubt;

    @BeforeEach
    void open() throws LoginNeededException {
        twitch.token(200, granted("second", "refresh2", 14_000));
        answering(OURS);
        AccountConfig config = AccountConfig.builder("alice", "client")
                .channels(List.of("streamer"))
                .tokens(new ConfiguredTokens(Secret.of("first"), Optional.of(Secret.of("refresh1"))))
                .build();
        tokens = new TokenRegistry(
                        twitch.client(timers), new InMemoryStateStore(timers).cache(timers), timers, Runnable::run)
                .open(config, event -> {});
        tokens.establish();
        doubt = new TokenProof(tokens, timers, new Retries(AT_ONCE, timers), this::heard);
    }

    @Test
    void aRefusalOfATokenThatHoldsStands() throws Exception {
        assertThat(doubt.isReplaced(tokens.access(), REFUSAL)).isFalse();

        assertThat(told).singleElement().asString().contains(REFUSAL).contains("chameleon login alice");
    }

    @Test
    void aRefusalOfATokenThatHasEndedIsOfNoConcernToTheOneThatReplacesIt() throws Exception {
        answering(ENDED, OURS);

        assertThat(doubt.isReplaced(tokens.access(), REFUSAL)).isTrue();

        assertThat(told).isEmpty();
        assertThat(tokens.access().reveal()).isEqualTo("second");
    }

    @Test
    void aRefusalOfATokenThatWasReplacedBeforeTheProofIsOfNoConcernToTheOneThatReplacesIt() throws Exception {
        Secret refused = tokens.access();
        tokens.refreshed(refused);

        assertThat(doubt.isReplaced(refused, REFUSAL)).isTrue();

        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void whatKeepsATokenFromBeingProvedIsATroubleAndTriedAgain(int status) throws Exception {
        Answer somebodyElse = new Answer(status, "<html><title>Blocked</title></html>");
        answering(somebodyElse, somebodyElse, somebodyElse, somebodyElse, OURS);

        assertThat(doubt.holds()).isTrue();

        assertThat(told).hasSize(3);
        assertThat(told.subList(0, 2)).allMatch(one -> one.startsWith("trouble: The token cannot be checked now"));
        assertThat(told.getLast()).isEqualTo("well");
    }

    @Test
    void aProofThatWaitsForTwitchIsToldAsThatAndItsEndAsWell() throws Exception {
        Answer away = new Answer(503, "{}");
        answering(away, away, OURS);

        assertThat(doubt.holds()).isTrue();

        assertThat(told).hasSize(3).last().isEqualTo("well");
        assertThat(told.subList(0, 2))
                .allMatch(one ->
                        one.startsWith("delayed: ") && one.contains("cannot be checked now") && one.contains("503"));
    }

    @Test
    void aTokenThatHasEndedAndThatTheConfigurationKeepsFromBeingRenewedIsRefused() throws Exception {
        answering(ENDED);
        twitch.token(403, error(403, "invalid client secret"));

        assertThat(doubt.holds()).isFalse();

        assertThat(told).singleElement().asString().startsWith("refused").contains("client_secret");
    }

    /** One after the other; the last one from then on. */
    private void answering(Answer... answers) {
        int[] next = {0};
        twitch.validate(() -> answers[Math.min(next[0]++, answers.length - 1)]);
    }

    private void heard(AccountEvent event) {
        told.add(
                switch (event) {
                    case AccountEvent.LoginNeeded needed -> "login needed";
                    case AccountEvent.Refused(String reason, String advice) -> "refused: " + reason + ". " + advice;
                    case AccountEvent.Troubled trouble -> "trouble: " + trouble.problem();
                    case AccountEvent.Failing failing -> "delayed: " + failing.failure();
                    case AccountEvent.TokensWork works -> "well";
                    default -> throw new AssertionError(event);
                });
    }
}
