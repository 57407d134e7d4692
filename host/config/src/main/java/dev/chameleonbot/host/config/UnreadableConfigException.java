package dev.chameleonbot.host.config;

import java.util.regex.Pattern;

/** A configuration that cannot even be read. The message is one sentence for the operator. */
public final class UnreadableConfigException extends OperationException {
    private static final long serialVersionUID = 1L;
    private static final Pattern BEGINNING = Pattern.compile("^[,: ]+");

    private final String fault;

    /**
     * Without a cause on purpose: what a parser says of a document can quote it, tokens and all.
     *
     * @param file what cannot be read
     * @param fault what is wrong with it, to be read after its name
     */
    UnreadableConfigException(Object file, String fault) {
        super(file + fault);
        this.fault = fault;
    }

    UnreadableConfigException(String message) {
        super(message);
        this.fault = message;
    }

    /** The same as the problem of a place. */
    ConfigProblem at(String place) {
        return ConfigProblem.error(place, BEGINNING.matcher(fault).replaceFirst(""));
    }
}
