package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.events.AccountEvent;
import java.util.Objects;

/** An account has no usable token and cannot get one by itself. The message says why; the advice, what to do. */
public final class LoginNeededException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String advice;

    /**
     * Describes why.
     *
     * @param reason one sentence without secrets
     */
    public LoginNeededException(String reason, String advice) {
        super(reason);
        this.advice = advice;
    }

    /** The usual advice. */
    public static String logIn(String login) {
        return "Log the account in with 'chameleon login " + login
                + "', or put fresh tokens of it into the configuration.";
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What the operator can do. */
    public String advice() {
        return advice;
    }

    /** The same as news of the account. */
    public AccountEvent.LoginNeeded event() {
        return new AccountEvent.LoginNeeded(getMessage(), advice);
    }
}
