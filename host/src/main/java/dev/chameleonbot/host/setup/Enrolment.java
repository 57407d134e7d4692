package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.model.LoginPrompt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the enrolment of one account stands: a login of the account that agrees, and its outcome. Immutable.
 *
 * @param expected whom it is meant for, where somebody has said so
 * @param channels where the account is to listen; none for those of the configuration
 * @param scopes what is asked for besides what every account needs, sorted
 * @param login who has agreed; empty before that
 * @param message a sentence about it; empty if there is none
 */
public record Enrolment(
        String id,
        Optional<String> expected,
        List<String> channels,
        Set<String> scopes,
        Instant begun,
        LoginPrompt prompt,
        Progress progress,
        Optional<String> login,
        String message) {
    public Enrolment {
        channels = List.copyOf(channels);
    }

    /** How far an enrolment is. */
    public enum Progress {
        /** Nobody has agreed yet. */
        WAITING,
        /** Done: the account is added, or gets its new tokens. */
        AGREED,
        /** Another account than the expected one has agreed: that needs a confirmation. */
        OTHER_ACCOUNT,
        /** The account is there, and runs if a host does. */
        DONE,
        /** The login was refused at Twitch. */
        DENIED,
        /** Nobody has agreed in time. */
        EXPIRED,
        CANCELLED,
        /** It has failed; the message says why. */
        FAILED;

        /** Whether nothing more comes of it. */
        public boolean isOver() {
            return switch (this) {
                case WAITING, AGREED, OTHER_ACCOUNT -> false;
                case DONE, DENIED, EXPIRED, CANCELLED, FAILED -> true;
            };
        }
    }

    Enrolment with(Progress next, String text) {
        return new Enrolment(id, expected, channels, scopes, begun, prompt, next, login, text);
    }

    Enrolment agreedAs(String account) {
        return new Enrolment(id, expected, channels, scopes, begun, prompt, Progress.AGREED, Optional.of(account), "");
    }
}
