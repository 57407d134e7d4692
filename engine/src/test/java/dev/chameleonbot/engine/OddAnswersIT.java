package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Answers in which there is something that nobody knows. */
@ExtendWith(TidyExtension.class)
@DisplayName("One odd element spoils nothing")
final class OddAnswersIT {
    private static final String ODD = """
        {"id":"x1","status":"enabled","type":"galaxy.brain","version":"beta-9","condition":null,"created_at":"soon",
         "transport":{"method":"carrier_pigeon","callback":"loft"},"cost":0},
        {"id":"x2","status":"half_enabled","type":"stream.online","version":"1","condition":{"planet":5},
         "transport":{"method":"websocket","session_id":"of-another","connected_at":"never"}},
        {"id":"x3","transport":null},{"id":null},null,7,\
        """;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void a409IsResolvedByAListInWhichAnotherProgramHasSubscriptionsThatNobodyKnows() {
        rig.twitch().faults().only("alice").fail(Endpoint.SUBSCRIPTIONS, 409, 1);
        rig.twitch().faults().rewrite(Endpoint.SUBSCRIPTIONS, OddAnswersIT::odd, 1_000);

        rig.start(rig.account("alice", "streamer"));

        await().atMost(Duration.ofSeconds(20)).until(() -> rig.twitch().enabledSubscriptions("alice") == 1);
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "streamer");
    }

    @Test
    void whatIsListedOnAnotherSessionIsNotMadeAnewWhereItsIdIsKnown() {
        rig.twitch().addUser("second");
        AccountConfig alice = rig.account("alice", "streamer", "second");
        rig.twitch().faults().only("alice").fail(Endpoint.SUBSCRIPTIONS, 409, 1);
        rig.twitch()
                .faults()
                .rewrite(
                        Endpoint.SUBSCRIPTIONS,
                        body -> body.replaceAll("\"session_id\":\"[^\"]*\"", "\"session_id\":\"before\""),
                        1_000);

        rig.start(alice);

        await().atMost(Duration.ofSeconds(20)).until(() -> rig.twitch().enabledSubscriptions("alice") == 2);
        long created = rig.twitch().journal().entries(JournalEntry.Kind.REQUEST, "alice").stream()
                .filter(request -> request.subject().startsWith("POST"))
                .count();
        assertThat(created)
                .as("one, one that is said to exist, and that once more")
                .isEqualTo(3);
    }

    @Test
    void usersThatAreNoneSpoilNoLookUp() {
        rig.twitch()
                .faults()
                .rewrite(
                        Endpoint.USERS,
                        body -> body.replace("\"data\":[", "\"data\":[null,{\"login\":\"nobody\"},{\"id\":5},")
                                .replaceAll(
                                        "\"created_at\":\"[^\"]*\"", "\"created_at\":\"in spring\",\"type\":\"deity\""),
                        1_000);

        rig.start(rig.account("alice", "streamer"));

        rig.awaitLive("alice");
        assertThat(rig.status("alice").channelsHeard()).isEqualTo(1);
    }

    /** Only lists have a place for the next page. */
    private static String odd(String body) {
        return body.contains("pagination")
                ? body.replace("\"data\":[", "\"data\":[" + ODD).replace(",]", "]")
                : body;
    }
}
