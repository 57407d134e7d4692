package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.resilience.Failure;

/** How Twitch takes the colours of an account. */
public sealed interface ColorState {
    /** It takes them. */
    record Taken() implements ColorState {}

    /**
     * It does not, which passes by itself.
     *
     * @param failure what happened
     */
    record Failing(Failure failure) implements ColorState {}

    /** It did not take the last one, which nobody waits for any more: the next one will tell. */
    record GivenUp() implements ColorState {}

    /**
     * It refuses them, which does not pass by itself.
     *
     * @param reason what Twitch said
     * @param advice what the operator can do
     */
    record Refused(String reason, String advice) implements ColorState {}
}
