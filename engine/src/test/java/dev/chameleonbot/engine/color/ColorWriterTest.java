package dev.chameleonbot.engine.color;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.AccountFeedEvent.ColorOutcome;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.MessageId;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColorWriterTest {
    private static final ChatColor A = new Hex(0xA00000);
    private static final ChatColor B = new Hex(0xB00000);
    private static final ChatColor C = new Hex(0xC00000);
    private static final ChatColor D = new Hex(0xD00000);

    private static final String TWITCH_ANSWERED = "setting the colour: Twitch answered ";
    private static final Failure AWAY = new Failure(Cause.SERVER, TWITCH_ANSWERED + "503");

    private final ManualTimers timers = new ManualTimers(RandomGenerator.of("L64X128MixRandom"));
    private final List<ChatColor> sent = new ArrayList<>();
    private final Deque<Consumer<Answer>> underWay = new ArrayDeque<>();
    private final List<ColorResult> results = new ArrayList<>();
    private static final AccountEvent TAKEN = new AccountEvent.Works(Kind.COLOR, "");
    private static final AccountEvent GIVEN_UP = new AccountEvent.GivenUp(Kind.COLOR, "");

    private final List<AccountEvent> states = new ArrayList<>();
    private final List<Answer.NotTaken> unauthorized = new ArrayList<>();
    private final AccountFeeds feeds = new AccountFeeds();
    private final EngineMeters meters = new EngineMeters();
    private final ActivityMeter activity = new ActivityMeter("alice", feeds, meters);
    private final ColorWriter writer = new ColorWriter(
            "alice",
            (color, whenAnswered) -> {
                sent.add(color);
                underWay.add(whenAnswered);
            },
            timers,
            activity,
            states::add,
            unauthorized::add);

    @Test
    void sendsAColourAtOnceAndTellsThatItIsTaken() {
        write(A);
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A);
        assertThat(results).containsExactly(new ColorResult.Changed(A));
    }

    @Test
    void showsEachStageOfAWishToThoseWhoWatchTheAccount() {
        List<AccountFeedEvent> seen = new ArrayList<>();
        feeds.watch("alice", seen::add);
        long arrived = timers.nanos();
        timers.advance(Duration.ofMillis(2));
        Origin origin = new Origin("m1", "streamer", arrived, timers.nanos());
        timers.advance(Duration.ofMillis(3));
        writer.write(A, Origin.NONE, results::add);
        writer.write(B, origin, results::add);
        timers.advance(Duration.ofMillis(50));
        answer(new Answer.Accepted());
        timers.advance(Duration.ofMillis(70));
        answer(new Answer.Accepted());

        assertThat(seen)
                .containsExactly(
                        new ColorOutcome(
                                Optional.empty(),
                                "",
                                new ColorResult.Changed(A),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofMillis(50),
                                timers.instant().minusMillis(70)),
                        new ColorOutcome(
                                Optional.of(new MessageId("m1")),
                                "streamer",
                                new ColorResult.Changed(B),
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                Duration.ofMillis(50),
                                Duration.ofMillis(70),
                                timers.instant()));
        assertThat(((ColorOutcome) seen.getLast()).total()).isEqualTo(Duration.ofMillis(125));
    }

    @Test
    void keepsOneRequestUnderWayAndOfTheOthersOnlyTheLatest() {
        write(A);
        write(B);
        write(C);
        write(D);
        assertThat(sent).containsExactly(A);
        assertThat(results).containsExactly(new ColorResult.Superseded(B), new ColorResult.Superseded(C));

        answer(new Answer.Accepted());
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A, D);
        assertThat(results).endsWith(new ColorResult.Changed(A), new ColorResult.Changed(D));
    }

    @Test
    void tellsARefusedHexFromARefusedPreset() {
        write(A);
        answer(Answers.status(400, "no Turbo"));
        write(Preset.RED);
        answer(Answers.status(400, "odd"));

        assertThat(results)
                .containsExactly(
                        new ColorResult.HexRefused((Hex) A),
                        new ColorResult.Failed(Preset.RED, TWITCH_ANSWERED + "400 (odd)"));
    }

    @Test
    void waitsOutALimitAndSendsTheLatestColourOnly() {
        write(A);
        answer(Answers.limited(timers.instant().plusSeconds(30)));
        write(B);
        write(C);
        timers.advance(Duration.ofSeconds(29));
        assertThat(sent).containsExactly(A);

        timers.advance(Duration.ofSeconds(1));
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A, C);
        assertThat(results)
                .containsExactly(
                        new ColorResult.Superseded(A), new ColorResult.Superseded(B), new ColorResult.Changed(C));
    }

    @Test
    void aWallClockThatJumpsChangesNoWait() {
        for (Duration jump : List.of(Duration.ofHours(3), Duration.ofHours(-7))) {
            sent.clear();
            write(A);
            answer(Answers.limited(timers.instant().plusSeconds(30)));
            timers.jump(jump);
            write(B);
            timers.advance(Duration.ofSeconds(29));
            assertThat(sent).containsExactly(A);

            timers.advance(Duration.ofSeconds(1));
            answer(new Answer.Accepted());
            assertThat(sent).containsExactly(A, B);
        }
    }

    @Test
    void sendsNothingMoreOnceTwitchHasRefusedTheAccountUntilItHasAnotherToken() {
        write(A);
        write(B);
        answer(Answers.status(401, "ended"));
        write(C);

        assertThat(sent).containsExactly(A);
        assertThat(results)
                .containsExactly(
                        new ColorResult.Unauthorized(A),
                        new ColorResult.Unauthorized(B),
                        new ColorResult.Unauthorized(C));
        assertThat(unauthorized).extracting(one -> one.why().detail()).containsExactly("ended");

        writer.tryAgain();
        write(B);
        assertThat(sent).containsExactly(A, B);
    }

    @Test
    void sendsTheSameColourAgainAfterALimitIfNothingNewerCame() {
        write(A);
        answer(Answers.limited(timers.instant().plusSeconds(5)));
        timers.advance(Duration.ofSeconds(5));
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A, A);
        assertThat(results).containsExactly(new ColorResult.Changed(A));
    }

    @Test
    void triesAgainWithBackOffWhileTwitchIsAwayAndGivesUpInTheEnd() {
        write(A);
        while (results.isEmpty()) {
            answer(Answers.away(null));
            timers.advance(Duration.ofMinutes(1));
        }

        assertThat(results).containsExactly(new ColorResult.Failed(A, AWAY.words()));
        assertThat(sent.size()).isBetween(8, 40);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void asksNoSoonerThanAServerWantsThatIsAwayHoweverManyWishesThereAre() {
        write(A);
        answer(Answers.away(timers.instant().plus(Duration.ofMinutes(10))));
        assertThat(results).isEmpty();
        timers.advance(Duration.ofMinutes(10));
        answer(Answers.away(timers.instant().plus(Duration.ofMinutes(10))));
        assertThat(results).containsExactly(new ColorResult.Failed(A, AWAY.words()));

        write(B);
        timers.advance(Duration.ofMinutes(9));
        write(C);
        assertThat(sent).containsExactly(A, A);

        timers.advance(Duration.ofMinutes(1));
        assertThat(sent).containsExactly(A, A, C);
    }

    @Test
    void saysOnceThatAnOutageIsThereAndOnceThatItIsOver() {
        write(A);
        for (int minute = 0; minute < 30; minute++) {
            answer(Answers.away(null));
            write(A);
            timers.advance(Duration.ofMinutes(1));
        }
        answer(new Answer.Accepted());
        write(C);
        answer(new Answer.Accepted());

        assertThat(states).containsExactly(failing(AWAY), TAKEN);
    }

    @Test
    void saysSoWhereAnotherCauseKeepsColoursFromBeingTaken() {
        RemoteException refused = RemoteException.unanswered("setting the colour", new ConnectException("refused"));
        Answer unanswered = Answers.notTaken(refused);
        Failure unreachable = Failure.of(refused);
        write(A);
        for (Answer answer :
                List.of(Answers.away(null), Answers.status(502, ""), unanswered, unanswered, Answers.away(null))) {
            answer(answer);
            timers.advance(Duration.ofMinutes(1));
        }

        assertThat(states).containsExactly(failing(AWAY), failing(unreachable), failing(AWAY));
    }

    @Test
    void saysThatNothingIsKnownAnyMoreOnceItHasGivenUpAndNothingElseIsWishedFor() {
        write(A);
        while (results.isEmpty()) {
            answer(Answers.away(null));
            assertThat(states).containsExactly(failing(AWAY));
            timers.advance(Duration.ofMinutes(1));
        }
        assertThat(states).containsExactly(failing(AWAY), GIVEN_UP);

        write(B);
        answer(new Answer.Accepted());
        assertThat(states).last().isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksNowAndThenAndFailsAtOnceInBetweenWhileColoursAreRefused(boolean asABadColor) {
        int status = asABadColor ? 400 : 403;
        String words = TWITCH_ANSWERED + status + " (no)";
        int wishes = 0;
        for (Duration time = Duration.ZERO; time.compareTo(Duration.ofHours(1)) < 0; time = time.plusSeconds(5)) {
            write(Preset.RED);
            wishes++;
            while (!underWay.isEmpty()) {
                answer(Answers.status(status, "no"));
            }
            timers.advance(Duration.ofSeconds(5));
        }

        assertThat(results).hasSize(wishes).containsOnly(new ColorResult.Failed(Preset.RED, words));
        assertThat(sent.size()).isBetween(8, 40);
        assertThat(states)
                .singleElement()
                .isInstanceOfSatisfying(
                        AccountEvent.Troubled.class,
                        refused -> assertThat(refused.problem()).isEqualTo("Twitch refuses its colours: " + words));
    }

    @Test
    void isWellAgainOnceAColourIsTakenAfterARefusal() {
        write(A);
        write(B);
        answer(Answers.status(403, "no"));
        String words = TWITCH_ANSWERED + "403 (no)";
        assertThat(results).containsExactly(new ColorResult.Failed(A, words), new ColorResult.Failed(B, words));
        assertThat(isIdle()).isTrue();

        timers.advance(Duration.ofSeconds(30));
        write(C);
        answer(new Answer.Accepted());
        write(D);
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A, C, D);
        assertThat(states).hasSize(2).first().isInstanceOf(AccountEvent.Troubled.class);
        assertThat(states).last().isEqualTo(TAKEN);
    }

    @Test
    void aHexThatOnlyPrimeMayHaveIsNoRefusalOfAllColours() {
        write(A);
        answer(Answers.status(400, "no Turbo"));
        write(Preset.RED);
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A, Preset.RED);
        assertThat(states).containsExactly(TAKEN);
    }

    @Test
    void aNewerColourTakesThePlaceOfOneThatIsBeingTriedAgain() {
        write(A);
        answer(Answers.away(null));
        write(B);
        timers.advance(Duration.ofMinutes(1));
        answer(new Answer.Accepted());

        assertThat(sent).containsExactly(A, B);
        assertThat(results).containsExactly(new ColorResult.Superseded(A), new ColorResult.Changed(B));
    }

    @Test
    void tellsNobodyAnythingAfterItWasClosed() {
        write(A);
        write(B);
        writer.close();
        answer(new Answer.Accepted());
        write(C);

        assertThat(results).isEmpty();
        assertThat(sent).containsExactly(A);
    }

    @Test
    void leavesNoAlarmBehindWhenClosedInAPause() {
        write(A);
        answer(Answers.away(null));
        writer.close();

        assertThat(timers.alarms()).isZero();
    }

    @Test
    void isIdleOnceTheLastRequestIsAnswered() throws InterruptedException {
        write(A);
        assertThat(writer.awaitIdle(Deadline.in(Duration.ZERO, timers::nanos))).isFalse();
        answer(new Answer.Accepted());
        assertThat(writer.awaitIdle(Deadline.in(Duration.ZERO, timers::nanos))).isTrue();
    }

    @Test
    void isNotIdleWhileAResultIsStillBeingTold() {
        List<Boolean> idleWhenTold = new ArrayList<>();
        Consumer<ColorResult> ask = result -> idleWhenTold.add(isIdle());
        writer.write(A, Origin.NONE, ask);
        answer(new Answer.Accepted());
        writer.write(B, Origin.NONE, ask);
        writer.write(C, Origin.NONE, ask);
        answer(Answers.away(null));

        assertThat(idleWhenTold).containsExactly(false, false);
    }

    private boolean isIdle() {
        try {
            return writer.awaitIdle(Deadline.in(Duration.ZERO, timers::nanos));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void write(ChatColor color) {
        writer.write(color, Origin.NONE, results::add);
    }

    private void answer(Answer answer) {
        underWay.remove().accept(answer);
    }

    private static AccountEvent failing(Failure failure) {
        return new AccountEvent.Failing(
                Kind.COLOR, "", failure.withWords("Its colour cannot be set: " + failure.words()));
    }
}
