package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.doctor.Verdict.Fine;
import dev.chameleonbot.host.doctor.Verdict.Problem;
import dev.chameleonbot.host.doctor.Verdict.Skipped;
import dev.chameleonbot.host.doctor.Verdict.Warning;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The result of one check. It contains no secret.
 *
 * @param topic what it belongs to, such as {@code tokens}; empty until {@link Doctor} names the check's
 * @param subject which of those it is, such as an account; empty if there is one only
 * @param facts what was measured, by names in snake case: texts, numbers, and booleans
 */
public record Finding(String topic, String subject, Verdict verdict, SequencedMap<String, Object> facts) {
    public Finding {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
    }

    private static Finding of(Verdict verdict) {
        return new Finding("", "", verdict, new LinkedHashMap<>());
    }

    /** How many of them have come to a verdict. */
    public static int count(List<Finding> findings, Class<? extends Verdict> kind) {
        return (int) findings.stream()
                .filter(finding -> kind.isInstance(finding.verdict()))
                .count();
    }

    /** All is well. */
    static Finding fine(String sentence) {
        return of(new Fine(sentence));
    }

    /** It works, with a warning. */
    static Finding warning(String sentence, String advice) {
        return of(new Warning(sentence, advice));
    }

    /** Something does not work. */
    static Finding problem(String sentence, String advice) {
        return of(new Problem(sentence, advice));
    }

    /** It was not checked. */
    static Finding skipped(String why) {
        return of(new Skipped(why));
    }

    /** The same of one of several. */
    Finding about(String one) {
        return new Finding(topic, one, verdict, facts);
    }

    /** The same of a topic, as the doctor says for each check. */
    Finding in(String named) {
        return new Finding(named, subject, verdict, facts);
    }

    /** The same with what was measured. */
    Finding with(String fact, Object value) {
        SequencedMap<String, Object> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Finding(topic, subject, verdict, more);
    }

    /** The same with all that was measured. */
    Finding with(Map<String, ?> measured) {
        SequencedMap<String, Object> more = new LinkedHashMap<>(facts);
        more.putAll(measured);
        return new Finding(topic, subject, verdict, more);
    }
}
