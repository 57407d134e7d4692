package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.engine.state.CapturedLog;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What keeps accounts from Twitch: told by its root, few times, and over soon after it is over. */
@ExtendWith(TidyExtension.class)
final class OutageIT {
    private static final int UNUSED = 4003;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void theReasonWhyNothingCouldBeSubscribedToStaysWhenTheConnectionIsClosedUnused() {
        rig.twitch().addUser("second");
        AccountConfig lonely = rig.account("lonely", "streamer", "second");
        rig.twitch()
                .faults()
                .only("lonely")
                .fail(Endpoint.SUBSCRIPTIONS, 429, "number of websocket transports limit exceeded", 10_000);
        try (CapturedLog log = CapturedLog.of(OutageLog.class)) {
            rig.start(lonely);

            await().atMost(EngineRig.PATIENCE)
                    .until(() -> rig.status("lonely").lastError().isPresent());
            // As Twitch does by itself, ten seconds after the welcome.
            rig.twitch().faults().closeSockets(UNUSED);
            await().atMost(EngineRig.PATIENCE)
                    .until(() -> rig.status("lonely").troubles().stream()
                            .anyMatch(trouble -> trouble.kind() == Trouble.Kind.CONNECTION));
            assertThat(rig.status("lonely").troubles())
                    .allSatisfy(
                            trouble -> assertThat(trouble.problem()).contains("websocket transports limit exceeded"));
            assertThat(log.lines()).filteredOn(line -> line.contains("lonely")).hasSize(1);
        }
    }

    @Test
    void anAccountIsLiveAgainWithinSecondsAfterItsSocketWasClosedEightTimesInARow() {
        rig.start(rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        long begin = System.nanoTime();
        for (int close = 1; close <= 8; close++) {
            int connections = close + 1;
            rig.twitch().faults().closeSockets(4000);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> rig.twitch().journal().count(JournalEntry.Kind.SUBSCRIBED) == connections);
        }
        rig.awaitLive("alice");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        rig.sayAndAwaitColor("alice", "streamer");
        assertThat(rig.twitch().served().missing()).isZero();
    }
}
