package dev.chameleonbot.engineplugin;

import static dev.chameleonbot.engineplugin.ForeignTwitch.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engineplugin.ForeignProcess.Setup;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must hold with every version of pf4j, those before 3.9 with SLF4J 1.7, and with each kind of plugin manager. Each
 * time the oldest and each kind; the rest with {@code -Pfull}, the newest beside that in {@link ForeignHostIT}.
 */
@DisplayName("D3 foreign hosts with other versions of pf4j, and with other plugin managers")
final class ForeignVersionsIT {
    private static final String OLDEST = "3.4.1";
    private static final String NO_ENGINE = "The color changer finds no Chameleon engine in this host";

    @TempDir
    private Path folder;

    private ForeignTwitch world;

    @BeforeEach
    void startTwitch() throws IOException {
        world = ForeignTwitch.start();
    }

    @AfterEach
    void stopTwitch() throws IOException {
        world.close();
    }

    @Tag("full")
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @ValueSource(strings = {"3.6.0", "3.8.0", "3.10.0", "3.13.0", "3.15.0"})
    private @interface WithLaterVersions {}

    @Test
    void servesTheOldestHostAndLeavesNothingOnceUnloaded() throws Exception {
        servesTheHostAndLeavesNothingOnceUnloaded(OLDEST);
    }

    @WithLaterVersions
    void servesLaterHostsAndLeavesNothingOnceUnloaded(String pf4j) throws Exception {
        servesTheHostAndLeavesNothingOnceUnloaded(pf4j);
    }

    private void servesTheHostAndLeavesNothingOnceUnloaded(String pf4j) throws Exception {
        ForeignProcess.drop(folder, "chameleon-engine.zip", "color-changer.jar");
        world.configureIn(folder);
        Setup setup = Setup.stock(pf4j).with(List.of("-XX:SoftRefLRUPolicyMSPerMB=0"));
        try (ForeignProcess host = ForeignProcess.start(folder, setup)) {
            host.ask("load");
            assertThat(host.ask("start-all")).isEqualTo("done");
            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=STARTED, color-changer=STARTED]");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");

            world.colourChangesTwice();

            assertThat(host.ask("extensions color-changer")).isEqualTo("[ColorChanger]");
            assertThat(host.ask("unload-all")).isEqualTo("done");
            assertThat(world.simulator().connectedSessions()).isZero();
            host.awaitAnswer("threads", "[]");
            host.awaitAnswer("uncollected", "[]");
            assertThat(host.exit(SOON)).isZero();
            assertThat(host.log()).doesNotContain("ERROR", NO_ENGINE);
        }
    }

    @Test
    void leavesTheOldestHostAtWorkWithoutAnEngineAndWithOneThatFails() throws Exception {
        leavesTheHostAtWorkWithoutAnEngineAndWithOneThatFails(OLDEST);
    }

    @WithLaterVersions
    void leavesLaterHostsAtWorkWithoutAnEngineAndWithOneThatFails(String pf4j) throws Exception {
        leavesTheHostAtWorkWithoutAnEngineAndWithOneThatFails(pf4j);
    }

    private void leavesTheHostAtWorkWithoutAnEngineAndWithOneThatFails(String pf4j) throws Exception {
        ForeignProcess.drop(folder, "color-changer.jar");
        try (ForeignProcess host = ForeignProcess.start(folder, Setup.stock(pf4j))) {
            host.ask("load");
            assertThat(host.ask("start-all")).isEqualTo("done");
            assertThat(host.ask("states")).isEqualTo("[color-changer=FAILED]");
            assertThat(host.ask("why color-changer")).startsWith(NO_ENGINE).contains("chameleon-engine.zip");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");

            ForeignProcess.drop(folder, "chameleon-engine.zip");
            host.ask("load");
            assertThat(host.ask("start color-changer")).isEqualTo("STARTED");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");

            assertThat(host.ask("start-all")).isEqualTo("done");
            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=FAILED, color-changer=STARTED]");
            assertThat(host.ask("why chameleon-engine")).contains("chameleon.json does not exist");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");
            assertThat(host.ask("extensions color-changer")).isEqualTo("[ColorChanger]");
            assertThat(host.log()).containsOnlyOnce(NO_ENGINE).doesNotContain("NoClassDefFoundError");

            world.configureIn(folder);
            assertThat(host.ask("start chameleon-engine")).isEqualTo("STARTED");
            world.colourChangesTwice();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.6.0", "3.15.0"})
    void leavesTheHostAtWorkWhereThereIsTheApiAndNoEngine(String pf4j) throws Exception {
        ForeignProcess.drop(folder, "color-changer.jar");
        try (ForeignProcess host =
                ForeignProcess.start(folder, Setup.stock(pf4j).havingTheApi())) {
            host.ask("load");
            host.ask("start-all");

            assertThat(host.ask("states")).isEqualTo("[color-changer=STARTED]");
            assertThat(host.ask("extensions color-changer")).isEqualTo("[ColorChanger]");
            assertThat(host.log()).containsOnlyOnce(NO_ENGINE);
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"3.15.0, jar", "3.6.0, zip"})
    void servesTheOtherVersionsWithOtherPluginManagers(String pf4j, String manager) throws Exception {
        servesHostsWithOtherPluginManagers(pf4j, manager);
    }

    @ParameterizedTest
    @CsvSource({"3.6.0, jar", "3.15.0, zip", "3.15.0, parent-first"})
    void servesHostsWithOtherPluginManagers(String pf4j, String manager) throws Exception {
        String form = manager.equals("zip") ? "zip" : "jar";
        ForeignProcess.drop(folder, "chameleon-engine." + form, "color-changer." + form);
        world.configureIn(folder);
        try (ForeignProcess host =
                ForeignProcess.start(folder, Setup.stock(pf4j).managedAs(manager))) {
            host.ask("load");
            assertThat(host.ask("start-all")).isEqualTo("done");
            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=STARTED, color-changer=STARTED]");

            world.colourChangesTwice();

            assertThat(host.ask("unload-all")).isEqualTo("done");
            host.awaitAnswer("threads", "[]");
            assertThat(host.log()).doesNotContain("ERROR");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "okhttp, okhttp-jvm 3.14.9, needed is 5.",
        "jackson, jackson-databind 2.9.10, needed is 2.",
    })
    void namesTheOldLibrariesOfAHostThatTakesItsOwnClassesFirst(String old, String found, String needed)
            throws Exception {
        ForeignProcess.drop(folder, "chameleon-engine.zip", "color-changer.jar");
        world.configureIn(folder);
        Setup setup = Setup.stock("3.15.0").managedAs("parent-first").havingAll("old-" + old);
        try (ForeignProcess host = ForeignProcess.start(folder, setup)) {
            host.ask("load");
            host.ask("start-all");

            assertThat(host.ask("states")).isEqualTo("[chameleon-engine=FAILED, color-changer=STARTED]");
            assertThat(host.ask("why chameleon-engine")).contains(found, ".jar (" + needed, "PDA");
            assertThat(host.ask("greetings")).isEqualTo("[hello]");
            host.awaitAnswer("threads", "[]");
        }
    }
}
