package dev.chameleonbot.host.doctor;

import java.util.List;

/**
 * How many findings there are of each kind.
 *
 * @param fine what is well
 * @param warnings what works, with a warning
 * @param problems what does not work
 * @param skipped what was not checked
 */
public record FindingsSum(int fine, int warnings, int problems, int skipped) {
    /**
     * Counts.
     *
     * @param findings the findings
     */
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
