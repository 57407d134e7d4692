package dev.chameleonbot.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When it is asked what an account follows, in virtual time. */
final class FollowedWatchTest {
    private static final Duration HOUR = FollowedWatch.BETWEEN_LOOKS;

    private final ManualTimers timers = new ManualTimers();
    private final AlarmSet alarms = new AlarmSet(timers);
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> duringLook = new ArrayList<>();
    private int looks;
    private Runnable duringCheck = () -> {};
    private boolean allowed = true;
    private boolean away;

    private final FollowedWatch watch = new FollowedWatch(
            this::look,
            this::check,
            new Retries(new Backoff(Duration.ZERO, Duration.ZERO), timers),
            alarms,
            Runnable::run,
            timers,
            this::heard);

    @Test
    void asksAtOnceAndEveryHour() {
        watch.begin();
        assertThat(looks).isEqualTo(1);
        timers.advance(HOUR.minusMillis(1));
        assertThat(looks).isEqualTo(1);
        timers.advance(Duration.ofMillis(1));
        assertThat(looks).isEqualTo(2);
        timers.advance(HOUR.multipliedBy(10));
        assertThat(looks).isEqualTo(12);
        assertThat(told).hasSize(12).containsOnly("followed");
    }

    @Test
    void asksInAnHourWhereSomebodyHasJustAsked() {
        watch.beginLater();
        assertThat(looks).isZero();
        timers.advance(HOUR);
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void asksNoMoreOnceItIsEndedAndTellsNothingOfALookThatWasUnderWay() {
        duringLook.add(watch::end);
        watch.begin();
        timers.advance(HOUR.multipliedBy(3));

        assertThat(looks).isEqualTo(1);
        assertThat(told).isEmpty();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void whoBeginsAnewIsAskedForOnceAnHourAllTheSame() {
        watch.begin();
        watch.end();
        watch.begin();
        timers.advance(HOUR.multipliedBy(2));

        assertThat(looks).isEqualTo(4);
    }

    @Test
    void afterAFailureItIsTriedSoonerAndLessAndLessOften() {
        away = true;
        watch.begin();
        assertThat(told).containsExactly("unknown");
        int before = looks;
        timers.advance(Backoff.REFUSED.delay(1, () -> 0));
        assertThat(looks).isGreaterThan(before);

        timers.advance(HOUR);
        assertThat(told).containsOnly("unknown").hasSizeGreaterThan(5).hasSizeLessThan(700);
        away = false;
        timers.advance(Duration.ofMinutes(10));
        assertThat(told).endsWith("followed");
        int well = looks;
        timers.advance(HOUR.minusMinutes(11));
        assertThat(looks).isEqualTo(well);
    }

    @Test
    void doesNotAskWithATokenThatDoesNotAllowItAndAsksAsSoonAsOneDoes() {
        allowed = false;
        watch.begin();
        timers.advance(HOUR.multipliedBy(3));
        watch.tokenChanged();
        assertThat(looks).isZero();

        allowed = true;
        watch.tokenChanged();
        assertThat(looks).isEqualTo(1);
        watch.tokenChanged();
        assertThat(looks).as("one look is enough").isEqualTo(1);
    }

    @Test
    void aTokenChangesNothingWhereNobodyWantsToKnow() {
        allowed = false;
        watch.begin();
        watch.end();
        allowed = true;
        watch.tokenChanged();

        assertThat(looks).isZero();
    }

    @Test
    void aTokenThatComesWhileTheOneBeforeIsLookedAtIsNotMissed() {
        allowed = false;
        duringCheck = () -> {
            allowed = true;
            watch.tokenChanged();
        };
        watch.begin();

        assertThat(looks).isEqualTo(1);
        timers.advance(HOUR);
        assertThat(looks).as("once an hour all the same").isEqualTo(2);
    }

    @Test
    void norDoesATokenChangeAnythingWhereItEndsWhileTheTokenIsLookedAt() {
        allowed = false;
        duringCheck = watch::end;
        watch.begin();
        allowed = true;
        watch.tokenChanged();

        assertThat(looks).isZero();
    }

    /** Something may happen between the look at the token and what follows from it; once. */
    private boolean check() {
        boolean found = allowed;
        Runnable now = duringCheck;
        duringCheck = () -> {};
        now.run();
        return found;
    }

    private FollowsRead look() {
        looks++;
        duringLook.forEach(Runnable::run);
        if (away) {
            throw RemoteException.unanswered("GET /channels/followed", new IOException("away"));
        }
        return new FollowsRead(List.of(), true);
    }

    private void heard(AccountEvent event) {
        told.add(event instanceof FollowsRead ? "followed" : "unknown");
    }
}
