package dev.chameleonbot.engineplugin;

import static dev.chameleonbot.engineplugin.ForeignTwitch.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engineplugin.ForeignProcess.Setup;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both plugins dropped into a host that knows nothing of Chameleon, against a simulated Twitch. */
@DisplayName("D3 the engine and the color changer in a foreign host")
final class ForeignHostIT {
    private static final String NEWEST = "3.15.0";

    @TempDir
    private static Path shared;

    private static Path engine;

    @TempDir
    private Path folder;

    private ForeignTwitch world;
    private Simulator twitch;

    @BeforeAll
    static void unpackTheEngine() throws IOException {
        engine = ForeignProcess.unpackedEngine(shared);
    }

    @BeforeEach
    void startTwitch() throws IOException {
        world = ForeignTwitch.start();
        twitch = world.simulator();
    }

    @AfterEach
    void stopTwitch() throws IOException {
        world.close();
    }

    @Test
    void changesTheColourAfterAMessageInAHostLikePf4jsDemo() throws Exception {
        changesTheColourAfterAMessage("demo");
    }

    /** So does all that follows. */
    @Tag("full")
    @Test
    void changesTheColourAfterAMessageInAStockHost() throws Exception {
        changesTheColourAfterAMessage("stock");
    }

    private void changesTheColourAfterAMessage(String manager) throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST).managedAs(manager))) {
            host.ask("load");
            assertThat(host.ask("start-all")).isEqualTo("done");
            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=STARTED, color-changer=STARTED]");

            world.colourChangesTwice();

            assertThat(host.ask("extensions color-changer")).isEqualTo("[ColorChanger]");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");
            assertThat(host.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void worksWhereTheColorChangerIsStartedFirst() throws Exception {
        worksWhicheverIsStartedFirst("color-changer", "chameleon-engine");
    }

    @Tag("full")
    @Test
    void worksWhereTheEngineIsStartedFirst() throws Exception {
        worksWhicheverIsStartedFirst("chameleon-engine", "color-changer");
    }

    private void worksWhicheverIsStartedFirst(String first, String second) throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            assertThat(host.ask("start " + first)).isEqualTo("STARTED");
            assertThat(host.ask("start " + second)).isEqualTo("STARTED");

            world.colourChangesTwice();

            // The accounts were started once, not once for each plugin.
            assertThat(host.log()).containsOnlyOnce("Running 1 account");
            assertThat(host.ask("stop " + first)).isEqualTo("STOPPED");
            await().atMost(SOON).until(() -> twitch.connectedSessions() == 0);
            assertThat(host.ask("stop " + second)).isEqualTo("STOPPED");
            assertNoThreadIsLeft(host);
        }
    }

    @Test
    void leavesNothingAtWorkWhereTheHostsStopForgetsTheEngine() throws Exception {
        leavesNothingAtWorkWhereTheHostsStopForgetsAPlugin("chameleon-engine", "color-changer");
    }

    @Tag("full")
    @Test
    void leavesNothingAtWorkWhereTheHostsStopForgetsTheColorChanger() throws Exception {
        leavesNothingAtWorkWhereTheHostsStopForgetsAPlugin("color-changer", "chameleon-engine");
    }

    /** What pf4j 3.15.0's stopPlugins() stops of two plugins is the one that was started last. */
    private void leavesNothingAtWorkWhereTheHostsStopForgetsAPlugin(String first, String second) throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start " + first);
            host.ask("start " + second);
            world.colourChangesTwice();

            host.ask("stop-all");
            assertThat(host.ask("states")).contains(first + "=STARTED");

            await().atMost(SOON).until(() -> twitch.connectedSessions() == 0);
            assertThat(host.exit(SOON)).isZero();
            assertThat(host.log()).contains("The accounts have stopped").doesNotContain("Exception");
        }
    }

    @Test
    void stopsWithTheJvmWhereTheHostDoesNotStopItAtAll() throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();

            assertThat(host.exit(SOON)).isZero();

            assertThat(twitch.connectedSessions()).isZero();
            assertThat(host.log()).contains("The accounts have stopped").doesNotContain("ERROR");
        }
    }

    @Test
    void leavesNoThreadAndNoClassesOnceUnloadedAndWorksAgainWhenLoadedAgain() throws Exception {
        leavesNoThreadAndNoClassesOnceUnloaded(2);
    }

    @Tag("full")
    @Test
    void leavesNoThreadAndNoClassesHoweverOftenItIsLoadedAgain() throws Exception {
        leavesNoThreadAndNoClassesOnceUnloaded(6);
    }

    private void leavesNoThreadAndNoClassesOnceUnloaded(int rounds) throws Exception {
        // The JDK itself remembers method handles until memory runs short, those of records' equals too.
        Setup setup = Setup.stock(NEWEST).with(List.of("-XX:SoftRefLRUPolicyMSPerMB=0"));
        try (ForeignProcess host = hostWithBoth(setup)) {
            for (int round = 0; round < rounds; round++) {
                host.ask("load");
                host.ask("start-all");
                world.colourChangesTwice();

                assertThat(host.ask("unload-all")).isEqualTo("done");

                assertThat(host.ask("states")).isEqualTo("[]");
                assertThat(twitch.connectedSessions()).isZero();
                assertNoThreadIsLeft(host);
                host.awaitAnswer("uncollected", "[]");
            }
            assertThat(host.log()).doesNotContain("ERROR");
        }
    }

    @Tag("full")
    @Test
    void takesTheColorChangerAwayAndBackWhileItRuns() throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();

            assertThat(host.ask("unload color-changer")).isEqualTo("true");
            await().atMost(SOON).until(() -> twitch.connectedSessions() == 0);
            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=STARTED]");

            host.ask("load");
            assertThat(host.ask("start color-changer")).isEqualTo("STARTED");
            world.colourChangesTwice();
        }
    }

    @Test
    void takesTheEngineAwayAndBackWithoutDisturbingTheHostsOtherPlugins() throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();

            assertThat(host.ask("stop chameleon-engine")).isEqualTo("STOPPED");
            assertNoThreadIsLeft(host);
            assertThat(host.ask("start chameleon-engine")).isEqualTo("STARTED");
            world.colourChangesTwice();

            assertThat(host.ask("unload chameleon-engine")).isEqualTo("true");
            assertThat(host.ask("states")).isEqualTo("[color-changer=STARTED]");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");
        }
    }

    @Test
    void usesTheHostsOwnPluginApiWhereThereIsOne() throws Exception {
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST).havingTheApi())) {
            host.ask("load");
            host.ask("start color-changer");
            assertThat(host.ask("extensions color-changer")).isEqualTo("[ColorChanger]");
            host.ask("start chameleon-engine");

            world.colourChangesTwice();

            assertThat(host.ask("unload-all")).isEqualTo("done");
            assertNoThreadIsLeft(host);
            assertThat(host.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void runsTheBehavioursOfAllPluginsAlsoOfThoseThatComeLater() throws Exception {
        ForeignProcess.dropAgainAs(folder, "color-changer.jar", "another-changer");
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start chameleon-engine");
            host.ask("start color-changer");
            world.colourChangesTwice();

            host.ask("start another-changer");
            assertThat(host.log()).contains("with another-changer, color-changer;");
            world.colourChangesTwice();

            host.ask("unload color-changer");
            host.awaitAnswer("states", "[another-changer=STARTED, chameleon-engine=STARTED]");
            world.colourChangesTwice();
        }
    }

    @Test
    void runsTheBehavioursOfTheHostItself() throws Exception {
        dropTheEngineAnd();
        world.configureIn(folder);
        Setup setup = Setup.stock(NEWEST).havingTheApi().havingTheColorChanger();
        try (ForeignProcess host = ForeignProcess.start(folder, setup)) {
            host.ask("load");
            host.ask("start-all");

            world.colourChangesTwice();
            assertThat(host.log()).contains("with host;");
        }
    }

    @Test
    void runsAloneToo() throws Exception {
        dropTheEngineAnd();
        world.configureIn(folder);
        try (ForeignProcess host = ForeignProcess.start(folder, Setup.stock(NEWEST))) {
            host.ask("load");
            assertThat(host.ask("start-all")).isEqualTo("done");

            await().atMost(SOON).until(() -> twitch.connectedSessions("alice") == 1);

            host.ask("stop-all"); // which throws, after the stop
            await().atMost(SOON).until(() -> twitch.connectedSessions() == 0);
            assertNoThreadIsLeft(host);
        }
    }

    @Tag("full")
    @Test
    void findsItsThingsWhereSystemPropertiesSay() throws Exception {
        Path config = ForeignTwitch.write(folder.resolve("elsewhere.json"), world.text(true, "alice"));
        Path state = folder.resolve("learned");
        dropTheEngineAnd("color-changer.jar");
        Setup setup = Setup.stock(NEWEST).with(List.of("-Dchameleon.config=" + config, "-Dchameleon.state=" + state));
        try (ForeignProcess host = ForeignProcess.start(folder, setup)) {
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();
        }
        assertThat(state).isDirectory();
        assertThat(folder.resolve("chameleon-state")).doesNotExist();
    }

    @Test
    void findsItsThingsAndTwitchWhereTheEnvironmentSays() throws Exception {
        Path config = ForeignTwitch.write(folder.resolve("elsewhere.json"), world.text(false, "alice"));
        Path state = folder.resolve("learned");
        dropTheEngineAnd("color-changer.jar");
        Setup setup = Setup.stock(NEWEST)
                .in(Map.of(
                        "CHAMELEON_CONFIG", config.toString(),
                        "CHAMELEON_STATE", state.toString(),
                        "CHAMELEON_EVENTSUB_URL", twitch.eventSubUrl().toString(),
                        "CHAMELEON_HELIX_URL", twitch.helixUrl().toString(),
                        "CHAMELEON_AUTH_URL", twitch.authUrl().toString()));
        try (ForeignProcess host = ForeignProcess.start(folder, setup)) {
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();
        }
        assertThat(state).isDirectory();
    }

    @Test
    void saysWhatToDoWhereThereIsNoConfiguration() throws Exception {
        dropTheEngineAnd("color-changer.jar");
        try (ForeignProcess host = ForeignProcess.start(folder, Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start-all");

            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=FAILED, color-changer=STARTED]");
            assertThat(host.ask("why chameleon-engine"))
                    .contains(folder.toRealPath().resolve("chameleon.json") + " does not exist")
                    .contains("-Dchameleon.config=FILE", "CHAMELEON_CONFIG");
            assertThat(host.log()).contains("does not exist");
            assertNoThreadIsLeft(host);
            assertThat(host.ask("greetings")).isEqualTo("[hello]");

            world.configureIn(folder);
            assertThat(host.ask("start chameleon-engine")).isEqualTo("STARTED");
            world.colourChangesTwice();
        }
    }

    @Test
    void namesEverythingThatIsWrongWithTheConfigurationWithoutItsSecrets() throws Exception {
        Files.writeString(folder.resolve("chameleon.json"), """
            {"users": [{"username": "alice!", "client_id": "id", "channels": [], "access_token": "very secret"}]}\
            """);
        dropTheEngineAnd();
        try (ForeignProcess host = ForeignProcess.start(folder, Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start-all");

            assertThat(host.ask("why chameleon-engine"))
                    .contains("users[0].username", "users[0].channels", "users[0].access_token");
            assertThat(host.log()).doesNotContain("very secret");
        }
    }

    @Tag("full")
    @Test
    void takesOverAChangedConfigurationWhileItRuns() throws Exception {
        twitch.addUser("bob");
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();

            Files.writeString(folder.resolve("chameleon.json"), world.text(true, "alice", "bob"));

            await().atMost(SOON).until(() -> twitch.enabledSubscriptions("bob") > 0);
            assertThat(twitch.connectedSessions("alice")).isEqualTo(1);
        }
    }

    @Test
    void checksWhatIsSetForPluginsAndLeavesOutAloneWhatCannotWorkWithIt() throws Exception {
        ForeignProcess.drop(folder, "announcer.jar");
        try (ForeignProcess host = hostWithBoth(Setup.stock(NEWEST))) {
            settings("{\"announcer\": {\"every\": \"soon\"}}");
            host.ask("load");
            host.ask("start-all");
            world.colourChangesTwice();
            assertThat(host.log())
                    .contains(
                            "plugins.announcer.every: is \"soon\"",
                            "'announcer' is quarantined for alice: it failed in its start");

            settings("{\"announcer\": {\"every\": \"never\"}}");
            await().atMost(SOON)
                    .until(() -> host.log().contains("The changed configuration cannot be used; the previous one"));
            world.colourChangesTwice();

            settings("{\"announcer\": {\"every\": \"20m\"}}");
            await().atMost(SOON).until(() -> host.log().contains("The configuration was read again"));
            world.colourChangesTwice();
            assertThat(host.log()).containsOnlyOnce("'announcer' is quarantined for alice");
        }
    }

    private void settings(String plugins) throws IOException {
        Files.writeString(
                folder.resolve("chameleon.json"),
                world.text(true, "alice").replaceFirst("\\{", "{\"plugins\": " + plugins + ", "));
    }

    private ForeignProcess hostWithBoth(Setup setup) throws IOException {
        dropTheEngineAnd("color-changer.jar");
        world.configureIn(folder);
        return ForeignProcess.start(folder, setup);
    }

    private void dropTheEngineAnd(String... names) throws IOException {
        ForeignProcess.dropUnpacked(folder, engine);
        ForeignProcess.drop(folder, names);
    }

    private static void assertNoThreadIsLeft(ForeignProcess host) {
        host.awaitAnswer("threads", "[]");
    }
}
