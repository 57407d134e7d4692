package dev.chameleonbot.engine.model;

import dev.chameleonbot.engine.model.Activity.ColorChange;
import java.util.Objects;
import java.util.Optional;

/**
 * The counts of an account's {@link Activity}, for callers that read all accounts several times a second.
 *
 * @param login the account's name
 * @param heard how many chat messages it has heard in its channels, including its own
 * @param own how many of them it has written itself
 * @param colorsChanged how many colours Twitch has set for it
 * @param lastChange the last of these colours
 */
public record AccountActivity(
        String login, long heard, long own, long colorsChanged, Optional<ColorChange> lastChange) {
    /** Checks that nothing is missing. */
    public AccountActivity {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(lastChange, "lastChange");
    }
}
