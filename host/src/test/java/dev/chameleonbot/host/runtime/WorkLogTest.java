package dev.chameleonbot.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.host.logging.LogRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WorkLogTest {
    private final LogRecorder log = LogRecorder.of(WorkLog.class);

    private final Map<String, Activity> activities = new TreeMap<>();
    private long nanos;
    private AccountState state = AccountState.LIVE;
    private WorkLog work;

    @BeforeEach
    void begin() {
        done("alice", 0, 0, 0);
        work = new WorkLog(this::accounts, this::diagnostics, () -> nanos);
    }

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void writesALineForEachMinuteInWhichSomethingHappened() {
        done("alice", 1_234, 57, 56);
        pass(Duration.ofSeconds(59));
        assertThat(log.lines()).isEmpty();

        pass(Duration.ofSeconds(1));
        done("alice", 1_235, 57, 56);
        pass(Duration.ofMinutes(1));

        assertThat(log.lines())
                .containsExactly(
                        "INFO live 1/1; in the last minute: 1,234 messages heard, 57 of them own, 56 colours changed",
                        "INFO live 1/1; in the last minute: 1 message heard, 0 of them own, 0 colours changed");
    }

    @Test
    void writesALineEachFiveMinutesWhereNothingHappens() {
        pass(Duration.ofMinutes(1));
        pass(Duration.ofHours(1));

        assertThat(log.lines()).hasSize(13).last().asString().contains("in the last 5 minutes: 0 messages");
    }

    @Test
    void tellsOfAnAccountThatStandsElsewhereAndHowLongNothingWasTold() {
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(3));
        state = AccountState.NEEDS_LOGIN;
        pass(Duration.ofMinutes(1));

        assertThat(log.lines())
                .last()
                .asString()
                .startsWith("INFO live 0/1, 1 needs attention; in the last 4 minutes: 0 messages heard");
    }

    @Test
    void countsAnAccountAnewThatWasStartedAnewAndMissesNoneThatLeft() {
        done("bob", 500, 0, 0);
        done("alice", 100, 0, 0);
        pass(Duration.ofMinutes(1));

        activities.remove("bob");
        done("alice", 3, 0, 0);
        pass(Duration.ofMinutes(1));

        assertThat(log.lines()).last().asString().contains("in the last minute: 3 messages heard");
    }

    private void pass(Duration time) {
        for (long left = time.toSeconds(); left > 0; left--) {
            nanos += Duration.ofSeconds(1).toNanos();
            work.tick();
        }
    }

    private void done(String login, long heard, long own, long changed) {
        activities.put(login, new Activity(heard, own, changed, List.of()));
    }

    private List<AccountStatus> accounts() {
        return activities.keySet().stream()
                .map(login -> AccountStatus.initial(login, state, Instant.EPOCH, 1))
                .toList();
    }

    private List<AccountDiagnostics> diagnostics() {
        return activities.entrySet().stream()
                .map(one -> new AccountDiagnostics(
                        one.getKey(),
                        one.getValue(),
                        Map.of(),
                        Optional.empty(),
                        "closed",
                        "closed",
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        List.of()))
                .toList();
    }
}
