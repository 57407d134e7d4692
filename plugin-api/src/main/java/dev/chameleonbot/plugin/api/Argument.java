package dev.chameleonbot.plugin.api;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What a command takes: one word of the message, or all the rest of it.
 *
 * @param name what a {@link CommandCall} hands it over by, and what people see; not blank
 * @param kind what may stand there
 * @param required whether a call without it is refused
 * @param least the smallest number that a {@link Kind#NUMBER} may be
 * @param most the largest
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Argument(String name, Kind kind, boolean required, long least, long most) {
    /** Checks that there is a name, and a number that is allowed. */
    public Argument {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An argument needs a name");
        }
        Objects.requireNonNull(kind, "kind");
        if (least > most) {
            throw new IllegalArgumentException("No number is from " + least + " to " + most);
        }
    }

    /** What may stand in an argument's place. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public enum Kind {
        /** One word, whatever it is. */
        WORD,
        /** One word that is a whole number. */
        NUMBER,
        /** All that follows, at least one word; only as the last argument. */
        REST
    }

    /**
     * One word that must be there.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument word(String name) {
        return of(name, Kind.WORD);
    }

    /**
     * A whole number that must be there, of up to 18 digits.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument number(String name) {
        return of(name, Kind.NUMBER);
    }

    /**
     * A whole number within bounds that must be there. A call with another one is refused as
     * {@link CommandHandler.Refusal#USAGE}.
     *
     * @param name its name
     * @param least the smallest allowed
     * @param most the largest allowed
     * @return the argument
     * @throws IllegalArgumentException if that leaves none
     */
    public static Argument number(String name, long least, long most) {
        return new Argument(name, Kind.NUMBER, true, least, most);
    }

    /**
     * All that follows, which must be something.
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

    /** The same, and it may be missing. */
    public Argument optional() {
        return new Argument(name, kind, false, least, most);
    }

    /** As people write down what a command takes: {@code <name>} or {@code [name]}. */
    @Override
    public String toString() {
        String shown = kind == Kind.REST ? name + "…" : name;
        return required ? "<" + shown + ">" : "[" + shown + "]";
    }
}
