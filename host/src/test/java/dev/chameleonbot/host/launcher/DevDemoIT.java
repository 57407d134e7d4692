package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

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
@DisabledOnOs(OS.WINDOWS)
final class DevDemoIT {
    private static final String BUILD =
            "mkdir -p target && echo \"built from $(cat source)\" && cp \"$(cat source)\" target/plugin.jar";

    @TempDir
    private Path folder;

    @Test
    void exchangesThePluginWheneverItsSourceChangesAndLetsTheAuthorChat() throws Exception {
        Path project = projectOf("custom-commands.jar");
        Path settings = Files.writeString(folder.resolve("settings.json"), """
            {"custom-commands": {"commands": [{"name": "hello", "reply": "Servus, {user}!"}]}}\
            """);

        try (Program demo = start("--dev", project.toString(), "--settings", settings.toString())) {
            demo.awaitOut("custom-commands 0.1.0-SNAPSHOT is at work, after");
            demo.type("!hello");
            demo.awaitOut("viewer: !hello");
            demo.awaitOut("account1: Servus, viewer!");
            demo.type("account1: me too");
            demo.awaitOut("account1: me too");
            demo.awaitOut("account1 is ");

            Files.writeString(
                    project.resolve("source"), folder.resolve("no.jar").toString());
            demo.awaitOut("no.jar");
            demo.awaitOut("It does not build; custom-commands goes on as it was.");

            Path text = Files.writeString(folder.resolve("text.jar"), "no jar at all");
            Files.writeString(project.resolve("source"), text.toString());
            demo.awaitOut("It cannot be used; custom-commands goes on as it was.");

            Files.writeString(
                    project.resolve("source"), shipped("announcer.jar").toString());
            demo.awaitOut("announcer 0.1.0-SNAPSHOT is at work anew, after");

            assertThat(demo.terminate(Duration.ofSeconds(10))).as(demo.err()).isZero();
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
                .contains("settings.json is not JSON, line 2");
    }

    private String refused(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(more));
        Script.Outcome outcome = Program.run(folder, arguments.toArray(String[]::new));
        assertThat(outcome.exitCode()).isEqualTo(2);
        return outcome.err();
    }

    private Path projectOf(String jar) throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("source"), shipped(jar).toString());
        return project;
    }

    private static Path shipped(String jar) {
        return Path.of("target", "chameleon", "plugins-disabled", jar).toAbsolutePath();
    }

    private Program start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("demo", "--build", BUILD));
        arguments.addAll(List.of(more));
        return Program.start(folder, Map.of(), arguments.toArray(String[]::new));
    }
}
