package dev.chameleonbot.host.setup;

import dev.chameleonbot.engine.model.LoginPrompt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the enrolment of one account stands: a login of whoever agrees, and what comes of it. Immutable.
 *
 * @param id what it is called
 * @param expected whom it is meant for, where somebody has said so
 * @param channels where the account is to listen; none for those of the configuration
 * @param scopes what is asked for beside what every account needs, sorted
 * @param begun since when
 * @param prompt what to show
 * @param progress how far it is
 * @param login who has agreed; empty until somebody has
 * @param message what to tell of it, in a sentence; empty while there is nothing
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
    /** Copies the list. */
    public Enrolment {
        channels = List.copyOf(channels);
    }

    /** How far an enrolment is. */
    public enum Progress {
        /** Nobody has agreed yet. */
        WAITING,
        /** Somebody has, and the account is added, or gets its new tokens. */
        AGREED,
        /** Somebody has, but not the one who was expected: it is to be said whether that one is meant. */
        OTHER_ACCOUNT,
        /** The account is there, and runs if a host does. */
        DONE,
        /** Whoever opened the address has said no. */
        DENIED,
        /** Nobody has agreed in time. */
        EXPIRED,
        /** Somebody has cancelled it. */
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
