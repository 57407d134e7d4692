package dev.chameleonbot.plugin.api;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * An argument of a command: one word of the message, or the rest of it.
 *
 * @param name the key in a {@link CommandCall}, and what people see; not blank
 * @param kind what the argument may be
 * @param required whether a call without it is refused
 * @param least the smallest number that a {@link Kind#NUMBER} may be
 * @param most the largest
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Argument(String name, Kind kind, boolean required, long least, long most) {
    /** Checks that there is a name and that the bounds allow a number. */
    public Argument {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An argument needs a name");
        }
        Objects.requireNonNull(kind, "kind");
        if (least > most) {
            throw new IllegalArgumentException("No number is from " + least + " to " + most);
        }
    }

    /** What an argument may be. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public enum Kind {
        /** Any single word. */
        WORD,
        /** One word that is a whole number. */
        NUMBER,
        /** The rest of the message, at least one word; only as the last argument. */
        REST
    }

    /**
     * A required argument of one word.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument word(String name) {
        return of(name, Kind.WORD);
    }

    /**
     * A required whole number of up to 18 digits.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument number(String name) {
        return of(name, Kind.NUMBER);
    }

    /**
     * A required whole number within bounds. A call with another value is refused as
     * {@link CommandHandler.Refusal#USAGE}.
     *
     * @param name its name
     * @param least the smallest allowed
     * @param most the largest allowed
     * @return the argument
     * @throws IllegalArgumentException if the bounds allow no number
     */
    public static Argument number(String name, long least, long most) {
        return new Argument(name, Kind.NUMBER, true, least, most);
    }

    /**
     * The rest of the message, required.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument rest(String name) {
        return of(name, Kind.REST);
    }

    private static Argument of(String name, Kind kind) {
        return new Argument(name, kind, true, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Returns the same argument, but optional. */
    public Argument optional() {
        return new Argument(name, kind, false, least, most);
    }

    /** The usual notation: {@code <name>}, or {@code [name]} if optional. */
    @Override
    public String toString() {
        String shown = kind == Kind.REST ? name + "…" : name;
        return required ? "<" + shown + ">" : "[" + shown + "]";
    }
}
