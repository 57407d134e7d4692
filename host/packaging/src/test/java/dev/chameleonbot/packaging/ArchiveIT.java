package dev.chameleonbot.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive with its own Java, unpacked where no Java is on the path; on Windows the workflow's script does so. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the launcher is a shell script")
final class ArchiveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> TOOLS =
            List.of("sh", "sed", "head", "dirname", "readlink", "find", "grep", "locale", "uname");

    @TempDir
    private static Path temporary;

    private static Path home;
    private static Map<String, String> environment;

    @BeforeAll
    static void unpack() throws Exception {
        Path place = Files.createDirectory(temporary.resolve("a place of its own"));
        String archive = "chameleon-" + Tool.version() + "-" + Tool.platform() + ".tar.gz";
        Tool.run(
                temporary,
                System.getenv(),
                PATIENCE,
                List.of("tar", "-xzf", Tool.released(archive).toString(), "-C", place.toString()));
        try (Stream<Path> content = Files.list(place)) {
            home = content.toList().getFirst();
        }
        Path tools = Files.createDirectory(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                Path found = Path.of(folder, tool);
                if (Files.isExecutable(found) && Files.notExists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), found);
                }
            }
        }
        environment = Map.of("PATH", tools.toString(), "HOME", temporary.toString());
    }

    @Test
    void startsWithItsOwnJavaAndWhatThatHasLearned() throws Exception {
        Path loaded = temporary.resolve("loaded.txt");
        Map<String, String> watched = new HashMap<>(environment);
        watched.put("CHAMELEON_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);

        String said = chameleon(watched, "--version");

        assertThat(said).startsWith("chameleon " + Tool.version() + " on Java " + javaInside());
        if (OS.LINUX.isCurrentOs()) {
            assertThat(Files.readAllLines(loaded))
                    .anyMatch(line -> line.contains(" dev.chameleonbot.host.Main source: shared objects file"));
        }
    }

    @Test
    void servesEveryMessageOfItsDemo() throws Exception {
        Path report = temporary.resolve("report.json");

        chameleon(environment, "demo", "--accounts", "2", "--for", "3s", "--report", report.toString());

        JsonNode figures = new ObjectMapper().readTree(report.toFile());
        assertThat(figures.path("own_messages").asInt()).isPositive();
        assertThat(figures.path("missing").asInt(-1)).isZero();
    }

    @Test
    void tellsTheLicencesOfItsJava() {
        assertThat(home.resolve("runtime/legal/java.base/LICENSE")).isRegularFile();
        assertThat(home.resolve("NOTICE")).content().contains("runtime/legal");
    }

    /** The one that built it, by its own word. */
    private static String javaInside() throws IOException {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("runtime/release"))) {
            release.load(reader);
        }
        return Objects.requireNonNull(release.getProperty("JAVA_VERSION")).replace("\"", "");
    }

    private static String chameleon(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/chameleon").toString()));
        command.addAll(List.of(arguments));
        return Tool.run(temporary, environment, PATIENCE, command);
    }
}
