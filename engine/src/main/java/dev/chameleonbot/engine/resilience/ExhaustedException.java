package dev.chameleonbot.engine.resilience;

import java.util.List;

/** All attempts that a call was given have failed. The message tells the last one's reason, the rest are kept. */
public final class ExhaustedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<RemoteException> attempts;

    ExhaustedException(List<RemoteException> attempts) {
        super(
                "given up after " + attempts.size() + " attempts; the last one: "
                        + attempts.getLast().getMessage(),
                attempts.getLast());
        this.attempts = List.copyOf(attempts);
    }

    /** How each attempt failed, the first one first. */
    public List<RemoteException> attempts() {
        return attempts;
    }
}
