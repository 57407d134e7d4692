package dev.chameleonbot.engine.model;

import java.util.EnumSet;
import java.util.Set;

/** The states of an account. The table of transitions is complete: other transitions cannot happen. */
public enum AccountState {
    /** Waits for its turn, checks its token, looks up its channels. */
    STARTING,
    /** Has no usable token and cannot get one by itself. */
    NEEDS_LOGIN,
    /** Opens its connection and subscribes for the first time. */
    CONNECTING,
    /** Hears at least one of its channels. */
    LIVE,
    /** Was live and reconnects. */
    RECONNECTING,
    /** Ended by a refusal of Twitch or an internal error; restarts by itself, at growing intervals. */
    PARKED,
    /** Stopped on request. */
    STOPPED,
    /**
     * Does not restart by itself: its part of the configuration is invalid, or internal errors have ended it
     * repeatedly; the log has the stack traces.
     */
    FAILED;

    /** Whether an account in this state needs attention. */
    public boolean needsAttention() {
        return this == NEEDS_LOGIN || this == PARKED || this == FAILED;
    }

    /** The states that can follow this one. */
    public Set<AccountState> successors() {
        return switch (this) {
            case STARTING -> EnumSet.of(CONNECTING, NEEDS_LOGIN, PARKED, STOPPED, FAILED);
            case CONNECTING, RECONNECTING -> EnumSet.of(LIVE, NEEDS_LOGIN, PARKED, STOPPED, FAILED);
            case LIVE -> EnumSet.of(RECONNECTING, NEEDS_LOGIN, PARKED, STOPPED, FAILED);
            case PARKED, NEEDS_LOGIN, FAILED -> EnumSet.of(STARTING, PARKED, STOPPED, FAILED);
            case STOPPED -> EnumSet.noneOf(AccountState.class);
        };
    }
}
