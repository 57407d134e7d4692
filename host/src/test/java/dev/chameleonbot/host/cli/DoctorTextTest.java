package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.doctor.Finding;
import dev.chameleonbot.host.doctor.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DoctorTextTest {
    private final StringWriter out = new StringWriter();

    @Test
    void whatIsTheSameForManyAccountsIsCountedAndHidesNothingElse() {
        DoctorText text = new DoctorText(Console.to(new PrintWriter(out, true)), false);
        List<Finding> findings = IntStream.range(0, 500)
                .mapToObj(i -> finding("tokens", "user" + i, "It has no token yet"))
                .toList();

        text.show(finding("clock", "", "It is an hour late"));
        findings.forEach(text::show);
        text.show(finding("tokens", "other", "It lacks a scope"));
        text.sum(findings);

        assertThat(out.toString())
                .contains(
                        "clock: It is an hour late",
                        "tokens user4: It has no token yet",
                        "tokens other: It lacks a scope")
                .contains("The same for 495 more accounts (--json names all) - tokens: It has no token yet")
                .contains("500 problems")
                .doesNotContain("user5:");
    }

    private static Finding finding(String topic, String subject, String sentence) {
        return new Finding(topic, subject, new Verdict.Problem(sentence, "Mend it."), new LinkedHashMap<>());
    }
}
