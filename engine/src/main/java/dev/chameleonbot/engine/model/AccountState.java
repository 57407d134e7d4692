package dev.chameleonbot.engine.model;

import java.util.EnumSet;
import java.util.Set;

/** Where an account stands. The table of transitions is complete: what is not listed cannot happen. */
public enum AccountState {
    /** Waits for its turn, checks its token, looks up its channels. */
    STARTING,
    /** Has no usable token and cannot get one by itself. */
    NEEDS_LOGIN,
    /** Opens its connection and subscribes for the first time. */
    CONNECTING,
    /** Hears at least one of its channels. */
    LIVE,
    /** Was live, and is on its way back. */
    RECONNECTING,
    /** Ended by a refusal of Twitch's or a fault of the program; it is started again by itself, later and later. */
    PARKED,
    /** Was stopped on request. */
    STOPPED,
    /**
     * Not started any more: its part of the configuration cannot be used, or faults of the program have ended it again and
     * again; the log has the stack traces.
     */
    FAILED;

    /** Whether somebody should look after an account that stands here. */
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
