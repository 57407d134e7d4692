package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import dev.chameleonbot.host.plugins.PluginJarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --dev}, as a process of its own. What "builds" the plugin copies the jar that the source names. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class DevDemoIT {
    private static final String BUILD =
            "mkdir -p target && echo \"built from $(cat source)\" && cp \"$(cat source)\" target/plugin.jar";

    @TempDir
    private Path folder;

    @Test
    void exchangesThePluginWheneverItsSourceChangesAndLetsTheAuthorChat() throws Exception {
        Path project = projectOf("custom-commands.jar");
        Path settings = Files.writeString(folder.resolve("settings.json"), """
            {"custom-commands": {"commands": [{"name": "hello", "reply": "Servus, {user}!"}]}, "custom-comands": {}}\
            """);

        try (Program demo = start("--dev", project.toString(), "--settings", settings.toString())) {
            demo.awaitOut("custom-commands 0.1.0-SNAPSHOT is running, after");
            demo.awaitOut(
                    "plugins.custom-comands: has no effect until a plugin with this id is installed or enabled; did"
                            + " you mean 'custom-commands'?");
            demo.type("!hello");
            demo.awaitOut("viewer: !hello");
            demo.awaitOut("account1: Servus, viewer!");
            demo.type("account1: me too");
            demo.awaitOut("account1: me too");
            demo.awaitOut("account1 is ");

            Files.writeString(
                    project.resolve("source"), folder.resolve("no.jar").toString());
            demo.awaitOut("no.jar");
            demo.awaitOut("It does not build; custom-commands keeps running unchanged.");

            Path text = Files.writeString(folder.resolve("text.jar"), "no jar at all");
            Files.writeString(project.resolve("source"), text.toString());
            demo.awaitOut("It cannot be used; custom-commands keeps running unchanged.");

            Files.writeString(
                    project.resolve("source"), shipped("announcer.jar").toString());
            demo.awaitOut("announcer 0.1.0-SNAPSHOT is running again, after");

            assertThat(demo.terminate(Duration.ofSeconds(10))).as(demo.err()).isZero();
            assertThat(demo.err()).doesNotContain("has no effect");
        }
    }

    @Test
    void showsWhatThePluginLogsAndThatItHasNoModule() throws Exception {
        Path jar = PluginJarFile.of("plain")
                .source("lab.plain.Behaviour", """
                    package lab.plain;
                    import dev.chameleonbot.plugin.api.*;
                    public class Behaviour implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) {
                            return message -> bot.log().info("Written: {}", message.text());
                        }
                    }
                    """)
                .index("lab.plain.Behaviour")
                .writeTo(folder.resolve("plain.jar"));
        Path project = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(project.resolve("source"), jar.toString());

        try (Program demo = start("--dev", project.toString())) {
            demo.awaitOut("plain 1.0.0 is running, after");
            demo.awaitOut("plain runs without a module of its own, because its jar has no module-info.class");
            demo.type("account1: hi");
            demo.awaitErr("INFO  [account1] plain - Written: hi");
        }
    }

    @Test
    void buildsOnceThoughTheBuildWritesIntoTheFolderEachTime() throws Exception {
        Path project = projectOf("custom-commands.jar");

        try (Program demo = Program.start(
                folder,
                Map.of(),
                "demo",
                "--dev",
                project.toString(),
                "--build",
                BUILD + " && date +%N > dependency-reduced-pom.xml && echo made > made.txt")) {
            demo.awaitOut("is running, after");
            demo.awaitOut("is running again, after"); // As made.txt was new.
            Files.writeString(project.resolve("other"), "a change");
            demo.awaitOut("is running again, after", 2);
            Files.writeString(
                    project.resolve("source"), folder.resolve("no.jar").toString());
            demo.awaitOut("It does not build");

            assertThat(demo.out().split("Building ", -1)).as(demo.out()).hasSize(5);
        }
    }

    @Test
    void saysWhatIsWrongWithTheProject() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path settings = Files.writeString(folder.resolve("settings.json"), "{\n  \"a\": oops\n}");

        assertThat(refused("--dev", folder.resolve("nowhere").toString())).contains("There is no folder");
        assertThat(refused("--dev", empty.toString())).contains("has no pom.xml; say with --build what builds it");
        assertThat(refused("--build", "make")).contains("--build goes with --dev");
        assertThat(refused("--dev", empty.toString(), "--build", "true", "--settings", settings.toString()))
                .contains("settings.json, line 2");
    }

    private static String refused(String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(more));
        Outcome outcome = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(outcome.exitCode()).isEqualTo(2);
        return outcome.err();
    }

    private Path projectOf(String jar) throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("source"), shipped(jar).toString());
        return project;
    }

    private static Path shipped(String jar) {
        return Path.of("target", "chameleon", "plugins", jar).toAbsolutePath();
    }

    private Program start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("demo", "--build", BUILD));
        arguments.addAll(List.of(more));
        return Program.start(folder, Map.of(), arguments.toArray(String[]::new));
    }
}
