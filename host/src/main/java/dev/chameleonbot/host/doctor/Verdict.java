package dev.chameleonbot.host.doctor;

/** What a check has come to. */
public sealed interface Verdict {
    /** What was found, in a sentence without its point. */
    String sentence();

    /**
     * All is well.
     *
     * @param sentence what was found
     */
    record Fine(String sentence) implements Verdict {}

    /**
     * It works, with a warning.
     *
     * @param sentence what was found
     * @param advice what to do
     */
    record Warning(String sentence, String advice) implements Verdict {}

    /**
     * Something does not work.
     *
     * @param sentence what was found
     * @param advice what to do
     */
    record Problem(String sentence, String advice) implements Verdict {}

    /**
     * It was not checked.
     *
     * @param sentence why
     */
    record Skipped(String sentence) implements Verdict {}
}
