package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.color.ColorState;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Failure;

/**
 * Shows how Twitch takes an account's colours: what passes by itself among the {@link PassingTroubles}, a refusal with its
 * advice on the board.
 *
 * <p>Not thread-safe; the account's serial executor owns it.
 */
record ColorNews(PassingTroubles passing, StatusBoard board) {
    /** It is another matter now how they are taken. */
    void changed(ColorState state) {
        switch (state) {
            case ColorState.Failing(Failure failure) ->
                passing.note(Kind.COLOR, "", failure.told("Its colour cannot be set: " + failure.words()));
            case ColorState.Taken taken -> {
                passing.over(Kind.COLOR, "");
                board.over(Kind.COLOR, "");
            }
            case ColorState.GivenUp givenUp -> passing.givenUp(Kind.COLOR, "");
            case ColorState.Refused(String reason, String advice) -> {
                passing.over(Kind.COLOR, "");
                board.trouble(Kind.COLOR, "", "Twitch refuses its colours: " + reason, advice);
            }
        }
    }
}
