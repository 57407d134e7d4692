package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.Counted;
import dev.chameleonbot.host.doctor.Finding;
import dev.chameleonbot.host.doctor.FindingsSum;
import dev.chameleonbot.host.doctor.Verdict;
import java.io.PrintWriter;
import java.util.List;

/** Shows people what a doctor has found: a line each, and under it what to do. */
final class DoctorText {
    private static final String INDENT = "       ";

    private final PrintWriter out;
    private final boolean utf8;

    /** On a screen that has letters of all languages, or the plainest alone. */
    DoctorText(PrintWriter out, boolean utf8) {
        this.out = out;
        this.utf8 = utf8;
    }

    void show(Finding finding) {
        String subject = finding.subject().isEmpty() ? "" : " " + finding.subject();
        out.println(mark(finding.verdict()) + " " + finding.topic().replace('_', ' ') + subject + ": "
                + finding.verdict().sentence());
        switch (finding.verdict()) {
            case Verdict.Warning(String sentence, String advice) -> out.println(INDENT + advice);
            case Verdict.Problem(String sentence, String advice) -> out.println(INDENT + advice);
            case Verdict.Fine fine -> {}
            case Verdict.Skipped skipped -> {}
        }
        out.flush();
    }

    /** Of one width, and different without colours. */
    private String mark(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Fine fine -> utf8 ? "✓     " : "ok    ";
            case Verdict.Warning warning -> "! warn";
            case Verdict.Problem problem -> utf8 ? "✗ FAIL" : "X FAIL";
            case Verdict.Skipped skipped -> utf8 ? "– skip" : "- skip";
        };
    }

    void sum(List<Finding> findings) {
        FindingsSum sum = FindingsSum.of(findings);
        out.println();
        out.println(Counted.number(sum.fine()) + " fine, " + Counted.of(sum.warnings(), "warning") + ", "
                + Counted.of(sum.problems(), "problem") + ", " + Counted.number(sum.skipped()) + " not looked at.");
        out.flush();
    }
}
