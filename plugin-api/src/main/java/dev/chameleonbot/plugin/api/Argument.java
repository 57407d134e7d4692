package dev.chameleonbot.plugin.api;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What a command takes: one word of the message, or all the rest of it.
 *
 * @param name what a {@link CommandCall} hands it over by, and what people see; not blank
 * @param kind what may stand there
 * @param required whether a call without it is refused
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Argument(String name, Kind kind, boolean required) {
    /** Checks that there is a name. */
    public Argument {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An argument needs a name");
        }
        Objects.requireNonNull(kind, "kind");
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
        return new Argument(name, Kind.WORD, true);
    }

    /**
     * A whole number that must be there.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument number(String name) {
        return new Argument(name, Kind.NUMBER, true);
    }

    /**
     * All that follows, which must be something.
     *
     * @param name its name
     * @return the argument
     */
    public static Argument rest(String name) {
        return new Argument(name, Kind.REST, true);
    }

    /** The same, and it may be missing. */
    public Argument optional() {
        return new Argument(name, kind, false);
    }

    /** As people write down what a command takes: {@code <name>} or {@code [name]}. */
    @Override
    public String toString() {
        String shown = kind == Kind.REST ? name + "…" : name;
        return required ? "<" + shown + ">" : "[" + shown + "]";
    }
}
