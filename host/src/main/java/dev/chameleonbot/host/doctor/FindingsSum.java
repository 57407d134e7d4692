package dev.chameleonbot.host.doctor;

import java.util.List;

/**
 * How many findings there are of each kind.
 *
 * @param warnings what works, with a warning
 */
public record FindingsSum(int fine, int warnings, int problems, int skipped) {
    /** Counts. */
    public static FindingsSum of(List<Finding> findings) {
        return new FindingsSum(
                count(findings, Verdict.Fine.class),
                count(findings, Verdict.Warning.class),
                count(findings, Verdict.Problem.class),
                count(findings, Verdict.Skipped.class));
    }

    private static int count(List<Finding> findings, Class<? extends Verdict> kind) {
        return (int) findings.stream()
                .filter(finding -> kind.isInstance(finding.verdict()))
                .count();
    }
}
