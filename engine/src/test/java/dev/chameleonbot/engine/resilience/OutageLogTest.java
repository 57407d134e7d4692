package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.state.CapturedLog;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutageLogTest {
    private static final Failure RESET = new Failure(Cause.NETWORK, "The connection was lost: reset");
    private static final Failure UNAVAILABLE = new Failure(Cause.SERVER, "#a is not heard: Twitch answered 503");

    private final ManualTimers timers = new ManualTimers();
    private final OutageLog outages = new OutageLog(timers);
    private final CapturedLog log = CapturedLog.of(OutageLog.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aThousandAccountsThatLoseTwitchForTenMinutesMakeAHandfulOfLines() {
        for (int second = 0; second < 600; second += 10) {
            for (int account = 0; account < 1_000; account++) {
                outages.struck("account" + account, "CONNECTION ", RESET);
                outages.struck("account" + account, "CHANNEL a", UNAVAILABLE);
            }
            timers.advance(Duration.ofSeconds(10));
        }
        for (int account = 0; account < 1_000; account++) {
            outages.over("account" + account, "CONNECTION ");
            outages.over("account" + account, "CHANNEL a");
        }
        timers.advance(Duration.ofHours(1));

        assertThat(log.lines())
                .hasSize(10)
                .startsWith(
                        "WARN account0: The connection was lost: reset. It is tried again; the next lines about it"
                                + " count all accounts.",
                        "WARN account0: #a is not heard: Twitch answered 503. It is tried again; the next lines about"
                                + " it count all accounts.")
                .contains(
                        "WARN There is no connection to Twitch, for 5 s now; accounts: account0, account1, account2"
                                + " and 997 more. It began with: The connection was lost: reset",
                        "WARN There is no connection to Twitch, for 5 min now; accounts: account0, account1, account2"
                                + " and 997 more. It began with: The connection was lost: reset")
                .endsWith(
                        "INFO There is no connection to Twitch: that is over, after 10 min; 1000 accounts have"
                                + " recovered",
                        "INFO Twitch does not answer correctly: that is over, after 10 min; 1000 accounts have"
                                + " recovered");
    }

    @Test
    void twoChannelsThatFailInTurnMakeOneLineAndAReminderNowAndThen() {
        for (int i = 0; i < 3_600; i++) {
            outages.struck("alice", "CHANNEL " + i % 2, UNAVAILABLE);
            timers.advance(Duration.ofSeconds(1));
        }

        assertThat(log.lines()).hasSize(6).allMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void whatBeginsAgainAtOnceIsOneOutageAndOneAccountIsNamedWhenItIsOver() {
        for (int close = 0; close < 8; close++) {
            outages.struck("alice", "CONNECTION ", RESET);
            timers.advance(Duration.ofMillis(800));
            outages.over("alice", "CONNECTION ");
            timers.advance(Duration.ofSeconds(1));
        }
        timers.advance(Duration.ofMinutes(1));

        assertThat(log.lines())
                .hasSize(2)
                .endsWith("INFO There is no connection to Twitch: that is over, after 13 s; alice has recovered");
    }

    @Test
    void whatIsRefusedIsToldForEachThingOnceHoweverManyAccountsWantIt() {
        for (int account = 0; account < 100; account++) {
            outages.struck("account" + account, "CHANNEL a", new Failure(Cause.REFUSED, "#a is not heard: 403"));
        }
        outages.struck("bob", "CHANNEL b", new Failure(Cause.REFUSED, "#b is not heard: 403"));

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void whatIsKeptFromAnAccountBySomethingElseNowEndsTheFirstOutage() {
        outages.struck("alice", "CHANNEL foo", UNAVAILABLE);
        timers.advance(Duration.ofSeconds(10));
        outages.struck("alice", "CHANNEL foo", new Failure(Cause.REFUSED, "#foo is not heard: 403"));
        timers.advance(Duration.ofHours(2));

        assertThat(log.lines())
                .containsOnlyOnce("INFO Twitch does not answer correctly: that is over, after 10 s")
                .noneMatch(line -> line.contains("does not answer correctly, for"));
    }

    @Test
    void aConsequenceDoesNotTakeThePlaceOfWhatWentWrong() {
        outages.struck("alice", "CHANNEL foo", UNAVAILABLE);
        outages.struck("alice", "CHANNEL foo", new Failure(Cause.HELD_BACK, "#foo: not tried now"));
        timers.advance(Duration.ofMinutes(2));

        assertThat(log.lines()).anyMatch(line -> line.contains("does not answer correctly, for 60 s"));
    }

    @Test
    void anAccountThatIsForgottenKeepsNothingOpen() {
        outages.struck("alice", "CONNECTION ", RESET);
        outages.forget("alice");
        timers.advance(Duration.ofHours(1));

        assertThat(log.lines()).hasSize(1);
        assertThat(timers.alarms()).isZero();
    }
}
