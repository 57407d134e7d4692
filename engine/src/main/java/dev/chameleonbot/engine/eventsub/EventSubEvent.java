package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SubscriptionRun.Wanted;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.Failure;
import java.time.Duration;

/** What happens to a session: what the {@link EventSubMachine} decides on, and what its owner alone handles. */
sealed interface EventSubEvent {
    /** What has happened, and may change the course of the session. */
    sealed interface Event extends EventSubEvent {
        record Start() implements Event {}

        /** A connection has got its turn and is being opened: its deadline begins. */
        record Opening(int connection) implements Event {}

        record Welcomed(int connection, String sessionId, Duration keepaliveTimeout) implements Event {}

        /** Some chat is heard on the connection; complete if none that is wanted is missing but what was refused. */
        record Subscribed(int connection, boolean complete) implements Event {}

        /** Every subscription was refused: the session is over, and its owner decides when to try another. */
        record NothingAllowed(int connection, String reason) implements Event {}

        record ReconnectAsked(int connection, String url) implements Event {}

        /** A connection has ended; what else it needs may be away, whose health then decides when to try again. */
        record Lost(int connection, Failure failure, boolean needsMore) implements Event {
            Lost(int connection, Failure failure) {
                this(connection, failure, false);
            }
        }

        record AlarmRang(EventSubMachine.Alarm alarm, int connection, Duration silence) implements Event {}

        record Stop() implements Event {}
    }

    /** A connection waits to be opened, as others have not got through. */
    record HeldUp(Failure outage) implements EventSubEvent {}

    /** A connection has ended, or never came about; its last event. */
    record Ended(int connection, Failure failure) implements EventSubEvent {}

    /** Twitch has ended a subscription. */
    record Revoked(Frame.Revocation revocation) implements EventSubEvent {}

    /** A subscription is there. */
    record Created(Wanted wanted) implements EventSubEvent {}

    /** A subscription is not there, as it was refused or cannot be created now; it is tried again. */
    record Refused(Wanted wanted, Failure failure) implements EventSubEvent {}

    /** A subscription that was there is missing in Twitch's list. */
    record Vanished() implements EventSubEvent {}

    /** No subscription can be created on this session. */
    record SessionUnusable(int connection, String reason) implements EventSubEvent {}

    /** Twitch refuses the token. */
    record AccessRefused(int connection, Secret token, String reason) implements EventSubEvent {}

    /** The token has ended and no other can be got. */
    record LoginNeeded(LoginNeededException cause) implements EventSubEvent {}

    /** A task failed that never should; it is logged already. */
    record Failed(Throwable cause) implements EventSubEvent {}
}
