package dev.chameleonbot.host.alerts;

import static dev.chameleonbot.engine.model.AccountState.CONNECTING;
import static dev.chameleonbot.engine.model.AccountState.FAILED;
import static dev.chameleonbot.engine.model.AccountState.LIVE;
import static dev.chameleonbot.engine.model.AccountState.NEEDS_LOGIN;
import static dev.chameleonbot.engine.model.AccountState.PARKED;
import static dev.chameleonbot.engine.model.AccountState.RECONNECTING;
import static dev.chameleonbot.engine.model.AccountState.STARTING;
import static dev.chameleonbot.engine.model.AccountState.STOPPED;
import static dev.chameleonbot.host.alerts.Events.goes;
import static dev.chameleonbot.host.alerts.Events.needsLogin;
import static dev.chameleonbot.host.alerts.Events.pluginFails;
import static dev.chameleonbot.host.alerts.Events.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.EngineEvent.StateRecovered;
import dev.chameleonbot.engine.model.EngineEvent.StateTrouble;
import dev.chameleonbot.engine.model.PluginHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AlertThrottleTest {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final AlertThrottle throttle = new AlertThrottle(INTERVAL);
    private final List<String> told = new ArrayList<>();
    private long now;

    @Test
    void tellsOfEachTroubleWithItsReasonAndAdviceAfterAShortWait() {
        happens(needsLogin("alice"));
        pass(AlertThrottle.BURST.minusMillis(1));
        assertThat(told).isEmpty();

        pass(Duration.ofMillis(1));

        assertThat(told).containsExactly("alice needs a login|The token of alice was revoked|Log in again.");
    }

    @Test
    void tellsWhereToLogInWhichIsKnownAMomentLater() {
        happens(needsLogin("alice"));
        happens(needsLogin("bob"));
        happens(prompts("alice", "AAAA"));
        happens(prompts("bob", "BBBB"));
        pass(AlertThrottle.BURST);

        assertThat(told)
                .singleElement()
                .asString()
                .endsWith("|Open https://www.twitch.tv/activate?device-code=AAAA as alice and agree (code AAAA, good"
                        + " until 2026-02-01T12:30:00Z). Open https://www.twitch.tv/activate?device-code=BBBB as bob"
                        + " and agree (code BBBB, good until 2026-02-01T12:30:00Z).");

        happens(prompts("alice", "CCCC"));
        pass(INTERVAL);
        assertThat(told).as("a new code is no new trouble").hasSize(1);
    }

    @Test
    void tellsOfABehaviourThatIsNotCalledAnyMoreAndNotOfAPause() {
        happens(plugin(PluginHealth.State.PAUSED, "3 calls in a row failed"));
        pass(AlertThrottle.BURST);
        assertThat(told).isEmpty();

        happens(plugin(PluginHealth.State.QUARANTINED, "a message did not end"));
        pass(AlertThrottle.BURST);

        assertThat(told)
                .containsExactly("'slow' is quarantined for alice|a message did not end|Update or reload the"
                        + " plugin, or disable it; the log has where it was.");
    }

    private static EngineEvent plugin(PluginHealth.State state, String reason) {
        return new PluginHealthChanged(Events.AT, "alice", new PluginHealth("slow", state, Events.AT, reason, 3));
    }

    @Test
    void tellsOfParkedAndFailedAccountsAndOfTheState() {
        happens(goes("alice", CONNECTING, PARKED, "Banned"));
        happens(goes("bob", LIVE, FAILED, "A fault"));
        happens(new StateTrouble(Events.AT, "The disk is full", "Make room."));
        pass(AlertThrottle.BURST);

        assertThat(told)
                .containsExactly(
                        "The state cannot be stored|The disk is full|Make room.",
                        "bob has failed|A fault|",
                        "alice is parked|Banned|");
    }

    @Test
    void tellsOfALiveAccountThatNeedsAttentionAndThatItIsWellAgain() {
        happens(Events.changes(Events.live("alice"), Events.live("alice").withTrouble(Events.LACKS_SCOPE)));
        pass(AlertThrottle.BURST);
        assertThat(told).containsExactly("alice needs attention|It may not write|Log in again.");

        happens(Events.changes(Events.live("alice").withTrouble(Events.LACKS_SCOPE), Events.live("alice")));
        pass(AlertThrottle.BURST);
        assertThat(told).hasSize(2).last().isEqualTo("alice has recovered||");
    }

    @Test
    void tellsOfEachTroubleOfAnAccountForItself() {
        happens(Events.changes(Events.live("alice"), Events.live("alice").withTrouble(Events.RENAMED)));
        pass(AlertThrottle.BURST);
        happens(Events.changes(
                Events.live("alice").withTrouble(Events.RENAMED),
                Events.live("alice").withTrouble(Events.RENAMED).withTrouble(Events.LACKS_SCOPE)));
        pass(AlertThrottle.BURST);
        happens(Events.changes(
                Events.live("alice").withTrouble(Events.RENAMED).withTrouble(Events.LACKS_SCOPE),
                Events.live("alice").withTrouble(Events.RENAMED)));
        pass(AlertThrottle.BURST);
        assertThat(told)
                .containsExactly(
                        "alice needs attention|It is called alicia now|Rename it.",
                        "alice needs attention|It may not write|Log in again.");

        happens(Events.changes(Events.live("alice").withTrouble(Events.RENAMED), Events.live("alice")));
        pass(AlertThrottle.BURST);
        assertThat(told).hasSize(3).last().isEqualTo("alice has recovered||");
    }

    @Test
    void foldsWhatManyAccountsHaveAtOnceIntoOneMessage() {
        IntStream.rangeClosed(1, 12).forEach(i -> {
            happens(goes("account" + i, STARTING, NEEDS_LOGIN, "Revoked"));
            pass(Duration.ofMillis(100));
        });
        pass(AlertThrottle.BURST);

        assertThat(told)
                .containsExactly("12 accounts need a login: account1, account10, account11, ... and 9 more"
                        + "|Revoked|Log in again.");
    }

    @Test
    void tellsThatAnAccountIsLiveAgainOnlyAfterItsTroubleWasTold() {
        happens(goes("alice", RECONNECTING, LIVE));
        happens(needsLogin("bob"));
        happens(goes("bob", CONNECTING, LIVE));
        pass(AlertThrottle.BURST);
        assertThat(told).isEmpty();

        happens(needsLogin("carol"));
        pass(AlertThrottle.BURST);
        happens(goes("carol", NEEDS_LOGIN, STARTING));
        happens(goes("carol", STARTING, CONNECTING));
        happens(goes("carol", CONNECTING, LIVE));
        pass(AlertThrottle.BURST);

        assertThat(told).hasSize(2).last().isEqualTo("carol has recovered||");
    }

    @Test
    void tellsTheSameOfOneAccountOnceAnIntervalAndThenHowItStands() {
        for (int i = 0; i < 10; i++) {
            happens(goes("alice", LIVE, PARKED, "Banned"));
            pass(Duration.ofSeconds(10));
            happens(goes("alice", PARKED, LIVE));
            pass(Duration.ofSeconds(10));
        }
        happens(goes("alice", LIVE, PARKED, "Banned"));
        assertThat(told).containsExactly("alice is parked|Banned|", "alice has recovered||");

        pass(INTERVAL);

        assertThat(told).hasSize(3).last().isEqualTo("alice is parked|Banned|");
    }

    @Test
    void saysNothingTwiceOfATroubleThatLasts() {
        for (int i = 0; i < 10; i++) {
            happens(goes("alice", STARTING, PARKED, "Banned"));
            pass(Duration.ofMinutes(10));
            happens(goes("alice", PARKED, STARTING));
        }

        assertThat(told).containsExactly("alice is parked|Banned|");
    }

    @Test
    void throttlesEachAccountByItself() {
        happens(needsLogin("alice"));
        pass(AlertThrottle.BURST);
        happens(needsLogin("bob"));
        pass(AlertThrottle.BURST);

        assertThat(told).hasSize(2);
    }

    @Test
    void countsWhatHappensAgainWithinTheInterval() {
        happens(pluginFails("alice", 1));
        pass(AlertThrottle.BURST);
        for (int i = 0; i < 20; i++) {
            happens(pluginFails("alice", 30));
            pass(Duration.ofSeconds(10));
        }
        assertThat(told)
                .containsExactly("'echo' failed 1 time for alice|IllegalStateException: no (in a message)"
                        + "|The log has the stack trace; tell it to the plugin's author.");

        pass(INTERVAL);

        assertThat(told).hasSize(2).last().asString().startsWith("'echo' failed 600 times for alice|");
    }

    @Test
    void tellsHowManyMessagesOfHowManyAccountsWereDropped() {
        happens(new MessagesDropped(Events.AT, "alice", "echo", 3));
        happens(new MessagesDropped(Events.AT, "bob", "echo", 4));
        happens(new MessagesDropped(Events.AT, "bob", "other", 1));
        pass(AlertThrottle.BURST);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).startsWith("'echo' is too slow: 7 own messages of 2 accounts dropped: alice, bob|");
        assertThat(told.getLast()).startsWith("'other' is too slow: 1 own message of bob dropped|");
    }

    @Test
    void tellsWhenTheStateIsStoredAgain() {
        happens(new StateRecovered(Events.AT));
        happens(new StateTrouble(Events.AT, "The disk is full", "Make room."));
        pass(AlertThrottle.BURST);
        happens(new StateRecovered(Events.AT));
        pass(AlertThrottle.BURST);

        assertThat(told).hasSize(2).last().isEqualTo("The state is stored again||");
    }

    @Test
    void forgetsAStoppedAccountAndWhatIsLongOver() {
        happens(needsLogin("alice"));
        happens(pluginFails("alice", 1));
        happens(goes("alice", NEEDS_LOGIN, STOPPED));
        assertThat(throttle.size()).isZero();

        happens(needsLogin("bob"));
        pass(AlertThrottle.BURST);
        happens(goes("bob", CONNECTING, LIVE));
        happens(pluginFails("bob", 1));
        pass(INTERVAL.multipliedBy(2));
        happens(needsLogin("carol"));
        pass(AlertThrottle.BURST);

        assertThat(throttle.size()).isOne();
    }

    private void happens(EngineEvent event) {
        throttle.note(event, now);
    }

    private void pass(Duration time) {
        long end = now + time.toNanos();
        for (OptionalLong next = throttle.next(); next.isPresent() && next.getAsLong() <= end; next = throttle.next()) {
            now = next.getAsLong();
            AlertMessage.fold(throttle.due(now))
                    .forEach(message -> told.add(message.headline() + "|" + message.reason() + "|" + message.advice()));
        }
        now = end;
    }
}
