package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.doctor.Finding;
import dev.chameleonbot.host.doctor.Verdict;
import dev.chameleonbot.host.text.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows people what a doctor has found: a line each, and under it what to do. */
final class DoctorText {
    private static final String INDENT = "    -> ";

    /** What it shows on a screen that has them. */
    static final String SIGNS = "✓✗–";

    /** Of how many accounts the same is said each in a line of its own. */
    private static final int ALIKE = 5;

    private final Console console;
    private final boolean hasSigns;
    /** How often each sentence was said of a topic. */
    private final Map<String, Integer> said = new LinkedHashMap<>();

    /** On a screen that has those signs, or the plainest alone. */
    DoctorText(Console console, boolean hasSigns) {
        this.console = console;
        this.hasSigns = hasSigns;
    }

    /** What is well, or was not checked, is a remark. */
    void show(Finding finding) {
        if (said.merge(alike(finding), 1, Integer::sum) <= ALIKE) {
            tell(finding);
        }
    }

    private static String alike(Finding finding) {
        return finding.topic().replace('_', ' ') + ": " + finding.verdict().sentence();
    }

    private void tell(Finding finding) {
        String subject = finding.subject().isEmpty() ? "" : " " + finding.subject();
        String line = mark(finding.verdict()) + " " + finding.topic().replace('_', ' ') + subject + ": "
                + finding.verdict().sentence();
        switch (finding.verdict()) {
            case Verdict.Warning(String sentence, String advice) -> console.show(line + "\n" + INDENT + advice);
            case Verdict.Problem(String sentence, String advice) -> console.show(line + "\n" + INDENT + advice);
            case Verdict.Fine fine -> console.remark(line);
            case Verdict.Skipped skipped -> console.remark(line);
        }
    }

    /** Of one width, and different without colours. */
    private String mark(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Fine fine -> hasSigns ? "✓     " : "ok    ";
            case Verdict.Warning warning -> "! warn";
            case Verdict.Problem problem -> hasSigns ? "✗ FAIL" : "X FAIL";
            case Verdict.Skipped skipped -> hasSigns ? "– skip" : "- skip";
        };
    }

    void sum(List<Finding> findings) {
        said.forEach((alike, times) -> {
            if (times > ALIKE) {
                console.remark(
                        "The same for " + Counted.of(times - ALIKE, "more account") + " (--json names all) - " + alike);
            }
        });
        console.remark("");
        console.show(Counted.number(Finding.count(findings, Verdict.Fine.class)) + " fine, "
                + Counted.of(Finding.count(findings, Verdict.Warning.class), "warning") + ", "
                + Counted.of(Finding.count(findings, Verdict.Problem.class), "problem") + ", "
                + Counted.number(Finding.count(findings, Verdict.Skipped.class)) + " not checked.");
    }
}
