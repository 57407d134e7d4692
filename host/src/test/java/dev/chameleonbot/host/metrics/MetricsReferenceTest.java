package dev.chameleonbot.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page has each metric with its type, labels and help; what stands around its tables is written by hand. */
final class MetricsReferenceTest {
    private static final Path PAGE =
            Path.of("..", "module-info-docs", "site", "reference", "metrics.md").toAbsolutePath();
    private static final String HEAD = "| Name | Type | Labels | What it says |\n|---|---|---|---|\n";

    @Test
    void listsEveryMetric() throws IOException {
        String text = Files.readString(PAGE);
        String meant =
                replaced(text, "host", family -> family.name().startsWith("chameleon_") && !family.isPerAccount());
        meant = replaced(meant, "account", MetricFamily::isPerAccount);
        meant = replaced(meant, "process", family -> !family.name().startsWith("chameleon_"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, meant);
        }
        assertThat(PAGE)
                .as("if the change is meant, run it with -Dgolden.update=true, and commit the page")
                .content()
                .isEqualTo(meant);
        String page = meant;
        List<String> names =
                MetricFamilies.all().stream().map(MetricFamily::name).toList();
        assertThat(names).allSatisfy(name -> assertThat(lines(page, name)).hasSize(1));
    }

    private static List<String> lines(String page, String name) {
        return page.lines().filter(line -> line.startsWith("| `" + name + "`")).toList();
    }

    /** The page with another table between the marks of a section. */
    private static String replaced(String text, String section, Predicate<MetricFamily> which) {
        String begin = "<!-- metrics of the " + section + " -->\n";
        String end = "<!-- end -->";
        int from = text.indexOf(begin);
        assertThat(from).as("the mark of %s", section).isNotNegative();
        int to = text.indexOf(end, from);
        assertThat(to).as("the end of %s", section).isNotNegative();
        return text.substring(0, from + begin.length()) + table(which) + text.substring(to);
    }

    private static String table(Predicate<MetricFamily> which) {
        return MetricFamilies.all().stream()
                .filter(which)
                .map(family -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                family.name(),
                                family.type().word(),
                                family.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", ")),
                                family.help()))
                .collect(Collectors.joining("", HEAD, ""));
    }
}
