package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.OperationException;

/** An operation on a plugin was for one account, and the host does not run that account. */
public final class NoSuchAccountException extends OperationException {
    private static final long serialVersionUID = 1L;

    /** Names the account. */
    public NoSuchAccountException(String login) {
        super("There is no account '" + login + "'");
    }
}
