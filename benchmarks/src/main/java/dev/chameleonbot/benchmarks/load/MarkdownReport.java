package dev.chameleonbot.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Results in Markdown: a table for each number of accounts and load, with ratios, then growth and the simulator. */
final class MarkdownReport {
    private static final String NOTHING = "–";
    private static final double KILOBYTES = 1024;

    private final Results results;
    private final Figures figures;
    private final List<Subject> subjects;

    MarkdownReport(Results results) {
        this.results = results;
        this.figures = results.figures();
        this.subjects = figures.subjects();
    }

    String text() {
        StringBuilder text = new StringBuilder("# Load comparison\n\n");
        results.about()
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        text.append("""

            Each cell is the median of the repetitions, with the least and the most in brackets. Ratios are taken within
            each repetition, without those in which one of both lost more than 1 % of its own messages; there is none where
            none is left. Latency counts from when a message was due, and is that of the messages that were served; lost is
            what no change of colour came after.
            """);
        for (int accounts : figures.accounts()) {
            text.append("\n## ").append(accounts).append(accounts == 1 ? " account\n" : " accounts\n");
            for (String scenario : figures.scenarios()) {
                String title = scenario.equals(Figure.IDLE)
                        ? "Start and idle"
                        : Scenario.of(scenario)
                                .map(found -> "`" + scenario + "`: " + found.description())
                                .orElse(scenario);
                text.append("\n### ").append(title).append("\n\n").append(table(accounts, scenario));
            }
        }
        return text.append(growth()).append(simulator()).toString();
    }

    /** The metrics of one load, one column for each subject, and Chameleon divided by each of the others. */
    String table(int accounts, String scenario) {
        List<Subject> others = subjects.contains(Subject.CHAMELEON)
                ? subjects.stream()
                        .filter(subject -> subject != Subject.CHAMELEON)
                        .toList()
                : List.of();
        List<String> head = new ArrayList<>(List.of(""));
        subjects.forEach(subject -> head.add(subject.label()));
        others.forEach(other -> head.add("chameleon : " + other.label()));
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : figures.metrics(scenario)) {
            List<String> row = new ArrayList<>(List.of(metric.title()));
            subjects.forEach(
                    subject -> row.add(cell(figures.summary(subject, accounts, scenario, metric), metric.decimals())));
            others.forEach(
                    other -> row.add(cell(figures.ratio(Subject.CHAMELEON, other, accounts, scenario, metric), 2)));
            rows.add(row);
        }
        return markdown(head, rows);
    }

    /** How it grows with the number of accounts, and what an idle one costs. */
    String growth() {
        StringBuilder text = new StringBuilder("\n## Growth\n");
        for (Growth.Curve curve : Growth.curves(figures)) {
            List<String> head = new ArrayList<>(List.of("accounts"));
            subjects.forEach(subject -> head.add(subject.label()));
            List<List<String>> rows = new ArrayList<>();
            for (int accounts : figures.accounts()) {
                List<String> row = new ArrayList<>(List.of(Integer.toString(accounts)));
                subjects.forEach(subject -> row.add(cell(
                        figures.summary(subject, accounts, curve.scenario(), curve.metric()),
                        curve.metric().decimals())));
                rows.add(row);
            }
            text.append("\n### ").append(curve.title()).append("\n\n").append(markdown(head, rows));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Metric metric : List.of(Metric.RSS_MB, Metric.HEAP_MB)) {
            List<String> row = new ArrayList<>(List.of(metric == Metric.RSS_MB ? "RSS, KB" : "heap, KB"));
            subjects.forEach(subject -> row.add(figures.slope(subject, metric)
                    .map(megabytes -> Summary.number(megabytes * KILOBYTES, 1))
                    .orElse(NOTHING)));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of(""));
        subjects.forEach(subject -> head.add(subject.label()));
        return text.append("\n### One more idle account (least squares)\n\n")
                .append(markdown(head, rows))
                .toString();
    }

    /** Whether the simulator was what limited the others. */
    String simulator() {
        List<String> head = List.of(
                "accounts, load",
                "subject",
                "late by (p99), µs",
                "its CPU per message, µs",
                "subject's CPU per message, µs",
                "simulator, % of the machine",
                "both, %");
        List<List<String>> rows = new ArrayList<>();
        for (int accounts : figures.accounts()) {
            for (String scenario : figures.scenarios()) {
                for (Subject subject : subjects) {
                    if (figures.summary(subject, accounts, scenario, Metric.SIMULATOR_CPU_US_PER_MESSAGE)
                            .isPresent()) {
                        List<String> row = new ArrayList<>(List.of(accounts + ", " + scenario, subject.label()));
                        for (Metric metric : List.of(
                                Metric.SIMULATOR_LAG_P99_US,
                                Metric.SIMULATOR_CPU_US_PER_MESSAGE,
                                Metric.CPU_US_PER_MESSAGE,
                                Metric.SIMULATOR_BUSY_PERCENT,
                                Metric.MACHINE_BUSY_PERCENT)) {
                            row.add(cell(figures.summary(subject, accounts, scenario, metric), metric.decimals()));
                        }
                        rows.add(row);
                    }
                }
            }
        }
        return "\n"
                + "## Does the simulator keep up?\n\n"
                + "It shares the machine with the subject. Where both together fill it and the simulator has the larger"
                + " part,\n"
                + "messages/s tell of the simulator; CPU per message is the subject's alone.\n\n"
                + markdown(head, rows);
    }

    private static String cell(Optional<Summary> summary, int decimals) {
        return summary.map(found -> found.text(decimals)).orElse(NOTHING);
    }

    private static String markdown(List<String> head, List<List<String>> rows) {
        String rule = head.stream()
                .map(column -> head.indexOf(column) == 0 ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return line(head) + rule + rows.stream().map(MarkdownReport::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
