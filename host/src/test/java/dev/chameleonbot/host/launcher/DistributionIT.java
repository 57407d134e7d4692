package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip that people download, unpacked into an empty folder; what would change that has another one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class DistributionIT {
    @TempDir
    private static Path temporary;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        home = unpacked("an empty folder");
    }

    private static Path unpacked(String folder) throws IOException {
        Path zip = Path.of(System.getProperty("distribution.zip"));
        Path place = Files.createDirectory(temporary.resolve(folder));
        try (FileSystem content = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(content.getPath("/"))) {
            for (Path entry : entries.skip(1).toList()) {
                Files.copy(entry, place.resolve(entry.toString().substring(1)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return only(place);
    }

    @Test
    void holdsWhatAUserNeedsUnderOneFolder() throws Exception {
        try (Stream<Path> top = Files.list(home)) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "bin",
                            "lib",
                            "plugins",
                            "plugins-disabled",
                            "account.schema.json",
                            "config.schema.json",
                            "sample-config.json",
                            "README.txt",
                            "LICENSE",
                            "NOTICE");
        }
        assertThat(home.getFileName().toString()).startsWith("chameleon-");
        assertThat(only(home.resolve("plugins"))).hasFileName("color-changer.jar");
        assertThat(jars(home.resolve("plugins-disabled")))
                .containsExactlyInAnyOrder("announcer.jar", "custom-commands.jar");
        assertThat(only(home.resolve("bin"))).isExecutable().hasSameBinaryContentAs(Path.of("..", "chameleon"));
    }

    @Test
    void holdsEachModuleOnce() throws Exception {
        Path lib = home.resolve("lib");
        List<String> names = ModuleFinder.of(lib).findAll().stream()
                .map(ModuleReference::descriptor)
                .map(ModuleDescriptor::name)
                .toList();
        List<String> jars = jars(lib);

        assertThat(names).hasSameSizeAs(jars).contains("dev.chameleonbot.host", "dev.chameleonbot.engine", "okhttp3");
        assertThat(jars).filteredOn(jar -> jar.startsWith("okhttp")).hasSize(1);
    }

    @Test
    void keepsThePluginOffTheModulePath() throws Exception {
        assertThat(jars(home.resolve("lib"))).noneMatch(jar -> jar.contains("color-changer"));
        assertThat(ModuleFinder.of(home.resolve("lib")).find("dev.chameleonbot.colorchanger"))
                .isEmpty();
    }

    @Test
    void checksWhatIsSetForItsDisabledPlugins() throws Exception {
        Path config = temporary.resolve("plugins.json");
        Files.writeString(config, """
            {"plugins": {"announcer": {"evry": "10m", "messages": ["hi"]},
                         "custom-commands": {"commands": [{"name": "x", "reply": "y", "cooldown": "soon"}]}},
             "users": [{"username": "alice", "client_id": "id", "channels": ["alice"],
                        "plugins": {"announcer": {"after_messages": -1}}}]}
            """);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

        Outcome outcome = start(
                "check-config",
                "--config",
                config.toString(),
                "--plugins",
                home.resolve("plugins-disabled").toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isOne();
        assertThat(outcome.err())
                .contains(
                        "error: users[0].plugins.announcer.after_messages: is -1; it must be a whole number from 0 to"
                                + " 1000",
                        "error: plugins.custom-commands.commands[0].cooldown: is \"soon\"; it must be a time",
                        "warning: plugins.announcer.evry: is not known and has no effect; did you mean 'every'?");
    }

    @Test
    void saysItsVersion() throws Exception {
        Outcome outcome = start("--version");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("chameleon " + System.getProperty("distribution.version"));
    }

    @Test
    void servesEveryMessageOfItsDemo() throws Exception {
        Path report = temporary.resolve("report.json");

        Outcome outcome = start("demo", "--accounts", "2", "--for", "3s", "--report", report.toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.err()).isEmpty();
        JsonNode figures = new ObjectMapper().readTree(report.toFile());
        assertThat(figures.path("connected").asInt()).isEqualTo(2);
        assertThat(figures.path("own_messages").asInt()).isPositive();
        assertThat(figures.path("missing").asInt(-1)).isZero();
        assertThat(figures.path("duplicates").asInt(-1)).isZero();
    }

    @Tag("full")
    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void startsFromWhatItHasLearnedInATraining() throws Exception {
        Path launcher = unpacked("another folder").resolve("bin/chameleon");
        Path loaded = temporary.resolve("loaded.txt");
        Map<String, String> watched = environment();
        watched.put("CHAMELEON_JAVA_OPTS", "-Xlog:class+load:file=loaded.txt");

        Outcome training = Script.run(launcher, temporary, environment(), "train");
        Outcome outcome = Script.run(launcher, temporary, watched, "--version");

        assertThat(training.exitCode()).as(training.toString()).isZero();
        assertThat(training.out()).contains("Done: ");
        assertThat(outcome.out()).startsWith("chameleon ");
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" dev.chameleonbot.host.Main source: shared objects file"));
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"-Xms16m", "-Xmn64m", "-XX:MinHeapFreeRatio=40", "-Xshare:off"})
    void startsWithMoreOptionsThatContradictItsOwn(String option) throws Exception {
        startsWithOptionsThatContradictItsOwn(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx20m", "-XX:+UseG1GC"})
    void startsWithOptionsThatContradictItsOwn(String option) throws Exception {
        Map<String, String> chosen = environment();
        chosen.put("CHAMELEON_JAVA_OPTS", option);

        Outcome outcome = Script.run(home.resolve("bin/chameleon"), temporary, chosen, "--version");

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.out().lines()).as("what others read as data").hasSize(1);
    }

    @Test
    void refusesToRunWithoutAPluginInOneSentence() throws Exception {
        Path noPlugins = Files.createDirectory(temporary.resolve("no plugins"));

        Outcome outcome = CommandRun.of("demo", "--for", "1s", "--plugins", noPlugins.toString());

        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.err()).contains("The plugins folder " + noPlugins + " holds no plugin");
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void takesItsSampleConfigurationOnceItIsFilledIn() throws Exception {
        Path config = Files.copy(home.resolve("sample-config.json"), temporary.resolve("config.json"));
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

        Outcome unedited = CommandRun.of("check-config", "--strict", "--config", config.toString());
        assertThat(unedited.exitCode()).as(unedited.toString()).isEqualTo(1);
        assertThat(unedited.err().lines().filter(line -> line.startsWith("error:")))
                .hasSize(7)
                .allMatch(line -> line.contains("is still the sample's placeholder"));

        String filledIn = Files.readString(config)
                .replace("your_account", "alice")
                .replace("another_channel", "streamer")
                .replaceAll(
                        "\"your_(client_id|client_secret|access_token|refresh_token)\"",
                        "\"abcdefghij1234567890abcdefghij\"");
        Files.writeString(config, filledIn);
        Outcome outcome = CommandRun.of("check-config", "--strict", "--config", config.toString());
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    private static Outcome start(String... arguments) throws Exception {
        return Script.run(home.resolve("bin/chameleon"), temporary, environment(), arguments);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("CHAMELEON_JAVA_HOME", System.getProperty("java.home"));
        return environment;
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found = entries.toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
