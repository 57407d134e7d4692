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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip that people download, unpacked into an empty folder; what would change that has another one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class DistributionIT {
    private static final Pattern NOTICE_ROW = Pattern.compile("  (?<jar>[A-Za-z]\\S*)\\s{3,}\\S.*\\s{3,}\\S.*");
    private static final Pattern NOTICE_TEXT = Pattern.compile("licenses/(?<file>[a-z0-9-]+\\.txt)");

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
                            "completion",
                            "lib",
                            "man",
                            "monitoring",
                            "plugins",
                            "account.schema.json",
                            "config.schema.json",
                            "sample-config.json",
                            "README.txt",
                            "LICENSE",
                            "NOTICE",
                            "licenses");
        }
        assertThat(home.getFileName().toString()).startsWith("chameleon-");
        assertThat(home.resolve("completion"))
                .isDirectoryContaining("glob:**/chameleon.bash")
                .isDirectoryContaining("glob:**/_chameleon")
                .isDirectoryContaining("glob:**/chameleon.fish");
        assertThat(home.resolve("man"))
                .isDirectoryContaining("glob:**/chameleon.1")
                .isDirectoryContaining("glob:**/chameleon-plugins-install.1");
        assertThat(names(home.resolve("monitoring")))
                .containsExactlyInAnyOrder("chameleon.json", "chameleon.rules.yml");
        assertThat(names(home.resolve("plugins")))
                .containsExactlyInAnyOrder("announcer.jar", "bundled.txt", "color-changer.jar", "custom-commands.jar");
        assertThat(names(home.resolve("bin"))).containsExactlyInAnyOrder("chameleon", "chameleon.bat", "chameleon.ps1");
        assertThat(home.resolve("bin/chameleon")).isExecutable().hasSameBinaryContentAs(Path.of("..", "chameleon"));
    }

    /** The command prompt of Windows loses its way in a script whose lines end otherwise. */
    @Test
    void hasLinesInItsBatchFileAsWindowsWantsThem() throws Exception {
        assertThat(Files.readString(home.resolve("bin/chameleon.bat")).split("\n", -1))
                .allSatisfy(line -> assertThat(line.isEmpty() || line.endsWith("\r"))
                        .as(line)
                        .isTrue());
    }

    /** Update NOTICE by hand: the licence of what is new has to be read. */
    @Test
    void namesTheLicenceOfEachLibrary() throws Exception {
        List<String> libraries = names(home.resolve("lib")).stream()
                .filter(jar -> !jar.startsWith("chameleon-"))
                .map(jar -> jar.replaceFirst("-[0-9].*", ""))
                .toList();
        List<String> named = new ArrayList<>();
        Set<String> texts = new TreeSet<>();
        for (String line : Files.readAllLines(home.resolve("NOTICE"))) {
            Matcher row = NOTICE_ROW.matcher(line);
            if (row.matches()) {
                named.add(row.group("jar"));
            }
            Matcher text = NOTICE_TEXT.matcher(line);
            while (text.find()) {
                texts.add(text.group("file"));
            }
        }

        assertThat(named).containsExactlyInAnyOrderElementsOf(libraries);
        assertThat(names(home.resolve("licenses"))).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void holdsNothingOfOthersThatItsNoticeDoesNotTellOf() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> plugins = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.startsWith(home.resolve("lib")))
                    .toList();
            assertThat(plugins)
                    .hasSize(3)
                    .allSatisfy(plugin ->
                            assertThat(packages(plugin)).allMatch(name -> name.startsWith("dev.chameleonbot.")));
        }
        String merged = "chameleon-twitch4j-" + System.getProperty("distribution.version") + ".jar";
        assertThat(packages(home.resolve("lib").resolve(merged)))
                .allMatch(name -> name.startsWith("com.github.twitch4j") || name.startsWith("feign"));
    }

    private static Set<String> packages(Path jar) {
        return ModuleFinder.of(jar).findAll().stream()
                .flatMap(module -> module.descriptor().packages().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void holdsEachModuleOnce() throws Exception {
        Path lib = home.resolve("lib");
        List<String> names = ModuleFinder.of(lib).findAll().stream()
                .map(ModuleReference::descriptor)
                .map(ModuleDescriptor::name)
                .toList();
        List<String> jars = names(lib);

        assertThat(names).hasSameSizeAs(jars).contains("dev.chameleonbot.host", "dev.chameleonbot.engine", "okhttp3");
        assertThat(jars).filteredOn(jar -> jar.startsWith("okhttp")).hasSize(1);
    }

    @Test
    void keepsThePluginOffTheModulePath() throws Exception {
        assertThat(names(home.resolve("lib"))).noneMatch(jar -> jar.contains("color-changer"));
        assertThat(ModuleFinder.of(home.resolve("lib")).find("dev.chameleonbot.colorchanger"))
                .isEmpty();
    }

    @Test
    void checksWhatIsSetForItsDisabledPlugins() throws Exception {
        Path plugins = Files.createDirectory(temporary.resolve("enabled"));
        for (String jar : List.of("announcer.jar", "custom-commands.jar")) {
            Files.copy(home.resolve("plugins").resolve(jar), plugins.resolve(jar));
        }
        Path config = temporary.resolve("plugins.json");
        Files.writeString(config, """
            {"plugins": {"announcer": {"evry": "10m", "messages": ["hi"]},
                         "custom-commands": {"commands": [{"name": "x", "reply": "y", "cooldown": "soon"}]}},
             "users": [{"username": "alice", "client_id": "id", "channels": ["alice"],
                        "plugins": {"announcer": {"after_messages": -1}}}]}
            """);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

        Outcome outcome = start("check-config", "--config", config.toString(), "--plugins", plugins.toString());

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
        Map<String, String> watched = environment();
        watched.put("CHAMELEON_JAVA_OPTS", "-Xlog:class+load:file=loaded.txt");

        Outcome outcome = Script.run(
                home.resolve("bin/chameleon"),
                temporary,
                watched,
                "demo",
                "--no-web",
                "--accounts",
                "2",
                "--for",
                "3s",
                "--report",
                report.toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(Files.readAllLines(temporary.resolve("loaded.txt")))
                .as("what is off is not loaded")
                .anyMatch(line -> line.contains(" dev.chameleonbot.host.demo.Demo "))
                .noneMatch(line -> line.contains(" dev.chameleonbot.host.web.") || line.contains(".httpserver."));
        JsonNode figures = new ObjectMapper().readTree(report.toFile());
        assertThat(figures.path("connected").asInt()).isEqualTo(2);
        assertThat(figures.path("own_messages").asInt()).isPositive();
        assertThat(figures.path("missing").asInt(-1)).isZero();
        assertThat(figures.path("duplicates").asInt(-1)).isZero();
    }

    @Tag("full")
    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere what was learned holds for the folder it was learned in")
    void startsFromWhatItHasLearnedInATrainingWhereverItIsMovedTo() throws Exception {
        Path trained = unpacked("another folder");
        Path launcher = trained.resolve("bin/chameleon");
        Path loaded = temporary.resolve("loaded.txt");
        Map<String, String> watched = environment();
        watched.put("CHAMELEON_JAVA_OPTS", "-Xlog:class+load:file=loaded.txt");

        Outcome training = Script.run(launcher, temporary, environment(), "train", "--into-program");
        Path moved = Files.move(trained, temporary.resolve("moved"));
        Outcome outcome = Script.run(moved.resolve("bin/chameleon"), temporary, watched, "--version");

        assertThat(training.exitCode()).as(training.toString()).isZero();
        assertThat(training.out()).contains("Done: " + trained.resolve("lib/chameleon-"));
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
        environment.put("HOME", temporary.toString());
        return environment;
    }

    private static List<String> names(Path folder) throws IOException {
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
