package dev.chameleonbot.host.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The board for Grafana and the alert rules for Prometheus are made of metrics that there are, and work. */
final class MonitoringFilesTest {
    private static final Path FOLDER = Path.of("packaging").toAbsolutePath();
    private static final Path BOARD = FOLDER.resolve("grafana").resolve("chameleon.json");
    private static final Path RULES = FOLDER.resolve("prometheus").resolve("chameleon.rules.yml");
    private static final Path TESTS = FOLDER.resolve("prometheus").resolve("chameleon.rules.test.yml");

    private static final String MISSING =
            "There is no promtool on the path, so the alert rules were not tested: it comes"
                    + " with Prometheus, on Debian in the package prometheus";

    private static final Pattern METRIC =
            Pattern.compile("\\b(?<name>(?:chameleon|process|jvm)_\\w+)(?:\\{(?<labels>[^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(?<label>\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +(?:- )?alert: *(\\w+)$");
    private static final Pattern TESTED = Pattern.compile("alertname: *(\\w+)");

    /** What Prometheus adds itself. */
    private static final Set<String> ADDED = Set.of("job", "instance", "le");

    @Test
    void theBoardIsMadeOfMetricsThatThereAre() throws IOException {
        assertThat(expressions()).isNotEmpty().allSatisfy(MonitoringFilesTest::assertKnown);
    }

    @Test
    void theRulesAreMadeOfMetricsThatThereAre() throws IOException {
        assertKnown(Files.readString(RULES));
        assertKnown(Files.readString(TESTS));
    }

    @Test
    void theBoardTakesAllDataFromWhatItsReaderChooses() throws IOException {
        List<JsonNode> sources = board().findValues("datasource");

        assertThat(sources)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        assertThat(board().path("templating").path("list").path(0).path("type").asText())
                .isEqualTo("datasource");
    }

    @Test
    void theBoardsPanelsSayWhatTheyShowAndHideNoneOfThem() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        board().path("panels").forEach(panels::add);

        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels)
                .extracting(panel -> panel.path("title").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as("%s at %s", panel.path("title").asText(), cell)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void eachRuleIsTested() throws IOException {
        assertThat(found(TESTED, Files.readString(TESTS)))
                .containsAll(found(ALERT, Files.readString(RULES)))
                .hasSizeGreaterThan(10);
    }

    @Test
    void theRulesDoWhatTheirTestsSay() throws IOException, InterruptedException {
        Path promtool = promtool();
        assertThat(run(promtool, "check", "rules", RULES.toString())).contains("SUCCESS");
        assertThat(run(promtool, "test", "rules", TESTS.toString())).contains("SUCCESS");
    }

    private static Path promtool() {
        Optional<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                fail(MISSING);
            }
            abort(MISSING);
        }
        return found.orElseThrow();
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static JsonNode board() throws IOException {
        return new ObjectMapper().readTree(BOARD.toFile());
    }

    private static List<String> expressions() throws IOException {
        return Stream.concat(board().findValuesAsText("expr").stream(), board().findValuesAsText("definition").stream())
                .toList();
    }

    private static void assertKnown(String text) {
        Map<String, MetricFamily> known = MetricFamilies.all().stream()
                .flatMap(family -> series(family).map(name -> Map.entry(name, family)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Matcher metrics = METRIC.matcher(text);
        int seen = 0;
        while (metrics.find()) {
            seen++;
            String name = metrics.group("name");
            assertThat(known).as("%s in %s", name, text).containsKey(name);
            MetricFamily family = requireNonNull(known.get(name));
            assertThat(family.isPerAccount())
                    .as("%s is shown only on request", name)
                    .isFalse();
            Matcher labels =
                    LABEL.matcher(Optional.ofNullable(metrics.group("labels")).orElse(""));
            while (labels.find()) {
                String label = labels.group("label");
                assertThat(family.labels().contains(label) || ADDED.contains(label))
                        .as("%s has the label %s", name, label)
                        .isTrue();
            }
        }
        assertThat(seen).as("metrics in %s", text).isPositive();
    }

    /** The names of what is stored of a metric. */
    private static Stream<String> series(MetricFamily family) {
        Function<String, String> ending = end -> family.name() + end;
        return switch (family.type()) {
            case COUNTER, GAUGE, INFO -> Stream.of(family.name());
            case SUMMARY -> Stream.of("_count", "_sum").map(ending);
            case HISTOGRAM -> Stream.of("_bucket", "_count", "_sum").map(ending);
        };
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
