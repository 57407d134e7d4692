package dev.chameleonbot.engine.color;

/** How Twitch takes the colours of an account. */
public sealed interface ColorState {
    /** It takes them. */
    record Taken() implements ColorState {}

    /**
     * It does not, which passes by itself.
     *
     * @param reason what happened
     */
    record Failing(String reason) implements ColorState {}

    /**
     * It refuses them, which does not pass by itself.
     *
     * @param reason what Twitch said
     * @param advice what the operator can do
     */
    record Refused(String reason, String advice) implements ColorState {}
}
