package dev.chameleonbot.host.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import java.util.List;

/** Findings for programs. Names are stable; new ones may come. */
public final class FindingsJson {
    private FindingsJson() {}

    /** All findings and their sum. */
    public static ObjectNode of(List<Finding> findings, String version) {
        ObjectNode report = Json.object();
        report.put("version", version);
        report.put("healthy", Finding.count(findings, Verdict.Problem.class) == 0);
        report.putObject("summary")
                .put("ok", Finding.count(findings, Verdict.Fine.class))
                .put("warnings", Finding.count(findings, Verdict.Warning.class))
                .put("problems", Finding.count(findings, Verdict.Problem.class))
                .put("skipped", Finding.count(findings, Verdict.Skipped.class));
        ArrayNode all = report.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = all.addObject();
            one.put("check", finding.topic());
            one.put("subject", finding.subject().isEmpty() ? null : finding.subject());
            switch (finding.verdict()) {
                case Verdict.Fine fine -> one.put("verdict", "ok");
                case Verdict.Warning(String sentence, String advice) ->
                    one.put("verdict", "warning").put("advice", advice);
                case Verdict.Problem(String sentence, String advice) ->
                    one.put("verdict", "problem").put("advice", advice);
                case Verdict.Skipped skipped -> one.put("verdict", "skipped");
            }
            one.put("message", finding.verdict().sentence());
            if (!finding.facts().isEmpty()) {
                one.set("facts", Json.PLAIN.valueToTree(finding.facts()));
            }
        }
        return report;
    }
}
