package dev.chameleonbot.engine;

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
    /** Twitch refuses what it needs; it is tried again now and then, and when its configuration changes. */
    PARKED,
    /** Was stopped on request. */
    STOPPED,
    /** Ended by a fault of the program; the log has the stack trace. */
    FAILED;

    /** The states that can follow this one. */
    public Set<AccountState> successors() {
        return switch (this) {
            case STARTING -> EnumSet.of(CONNECTING, NEEDS_LOGIN, PARKED, STOPPED, FAILED);
            case CONNECTING, RECONNECTING -> EnumSet.of(LIVE, NEEDS_LOGIN, PARKED, STOPPED, FAILED);
            case LIVE -> EnumSet.of(RECONNECTING, NEEDS_LOGIN, PARKED, STOPPED, FAILED);
            case PARKED -> EnumSet.of(STARTING, LIVE, NEEDS_LOGIN, STOPPED, FAILED);
            case NEEDS_LOGIN, FAILED -> EnumSet.of(STARTING, STOPPED);
            case STOPPED -> EnumSet.noneOf(AccountState.class);
        };
    }
}
