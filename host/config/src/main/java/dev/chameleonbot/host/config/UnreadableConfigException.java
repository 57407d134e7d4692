package dev.chameleonbot.host.config;

import java.util.Objects;

/** A configuration that cannot even be read. The message is one sentence for the operator. */
public final class UnreadableConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without a cause on purpose: what a parser says of a document can quote it, tokens and all. */
    UnreadableConfigException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
