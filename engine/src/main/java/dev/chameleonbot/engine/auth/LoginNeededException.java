package dev.chameleonbot.engine.auth;

import java.util.Objects;

/** An account has no usable token and cannot get one by itself. The message says why; the advice, what to do. */
public final class LoginNeededException extends Exception {
    /** The usual advice. */
    public static final String LOG_IN =
            "Log the account in with 'chameleon login', or put fresh tokens of it into the configuration.";

    private static final long serialVersionUID = 1L;
    private final String advice;

    /**
     * Describes why.
     *
     * @param reason one sentence without secrets
     * @param advice what the operator can do
     */
    public LoginNeededException(String reason, String advice) {
        super(reason);
        this.advice = advice;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What the operator can do. */
    public String advice() {
        return advice;
    }
}
