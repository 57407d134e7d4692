package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SubscriptionRun.Wanted;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.Failure;

/** What becomes of a session's subscriptions. */
sealed interface SubscriptionEvent {
    /** One is there. */
    record Created(Wanted wanted) implements SubscriptionEvent {}

    /** Some chat is heard on the connection; complete if none that is wanted is missing but what was refused. */
    record Heard(int connection, boolean complete) implements SubscriptionEvent {}

    /** One is not there, as it was refused or cannot be created now; it is tried again. */
    record Refused(Wanted wanted, Failure failure) implements SubscriptionEvent {}

    /** One that was there is missing in Twitch's list. */
    record Vanished(Wanted wanted) implements SubscriptionEvent {}

    /** Every one was refused. */
    record NothingAllowed(int connection, String reason) implements SubscriptionEvent {}

    /** None can be created on this session. */
    record SessionUnusable(int connection, String reason) implements SubscriptionEvent {}

    /** Twitch refuses the token. */
    record AccessRefused(int connection, Secret token, String reason) implements SubscriptionEvent {}

    /** The token has ended and no other can be got. */
    record LoginNeeded(LoginNeededException cause) implements SubscriptionEvent {}

    /** A task failed that never should; it is logged already. */
    record Failed(Throwable cause) implements SubscriptionEvent {}
}
