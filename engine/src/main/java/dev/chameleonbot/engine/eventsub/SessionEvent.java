package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SubscriptionRun.Wanted;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.Failure;

/** What happens to a session: what the {@link SessionMachine} decides on, and what its owner alone handles. */
sealed interface SessionEvent
        permits SessionMachine.Event,
                SessionEvent.HeldUp,
                SessionEvent.Ended,
                SessionEvent.Revoked,
                SessionEvent.Created,
                SessionEvent.Refused,
                SessionEvent.Vanished,
                SessionEvent.SessionUnusable,
                SessionEvent.AccessRefused,
                SessionEvent.LoginNeeded,
                SessionEvent.Failed {
    /** A connection waits to be opened, as others have not got through. */
    record HeldUp(Failure outage) implements SessionEvent {}

    /** A connection has ended, or never came about; its last event. */
    record Ended(int connection, Failure failure) implements SessionEvent {}

    /** Twitch has ended a subscription. */
    record Revoked(Frame.Revocation revocation) implements SessionEvent {}

    /** A subscription is there. */
    record Created(Wanted wanted) implements SessionEvent {}

    /** A subscription is not there, as it was refused or cannot be created now; it is tried again. */
    record Refused(Wanted wanted, Failure failure) implements SessionEvent {}

    /** A subscription that was there is missing in Twitch's list. */
    record Vanished() implements SessionEvent {}

    /** No subscription can be created on this session. */
    record SessionUnusable(int connection, String reason) implements SessionEvent {}

    /** Twitch refuses the token. */
    record AccessRefused(int connection, Secret token, String reason) implements SessionEvent {}

    /** The token has ended and no other can be got. */
    record LoginNeeded(LoginNeededException cause) implements SessionEvent {}

    /** A task failed that never should; it is logged already. */
    record Failed(Throwable cause) implements SessionEvent {}
}
