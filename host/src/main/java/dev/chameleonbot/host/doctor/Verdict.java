package dev.chameleonbot.host.doctor;

/** What a check has come to. */
public sealed interface Verdict {
    /** What was found, in a sentence without its point. */
    String sentence();

    /** All is well. */
    record Fine(String sentence) implements Verdict {}

    /** It works, with a warning. */
    record Warning(String sentence, String advice) implements Verdict {}

    /** Something does not work. */
    record Problem(String sentence, String advice) implements Verdict {}

    /** It was not checked. */
    record Skipped(String sentence) implements Verdict {}
}
