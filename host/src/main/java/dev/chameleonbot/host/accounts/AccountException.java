package dev.chameleonbot.host.accounts;

import java.util.Objects;

/** Nothing can be done with accounts just now. The message is a sentence that says why, and what to do. */
public final class AccountException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Describes why.
     *
     * @param message the sentence
     */
    public AccountException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
