package dev.chameleonbot.engine;

/** Told when an account's status changes. */
@FunctionalInterface
public interface StatusListener {
    /**
     * Takes note of a change. Called in order for each account, on a thread of the account's own, outside of every
     * lock; what it throws is logged and goes no further.
     *
     * @param before the status until now
     * @param now the status from now on
     */
    void statusChanged(AccountStatus before, AccountStatus now);
}
