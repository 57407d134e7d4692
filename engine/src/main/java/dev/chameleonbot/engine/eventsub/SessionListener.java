package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.resilience.Failure;

/** Told how an account's EventSub session fares; calls come one at a time. */
public interface SessionListener {
    /** Chat is heard. */
    void onLive();

    /**
     * The connection is lost and another one is on its way.
     *
     * @param failure why it was lost
     */
    void onReconnecting(Failure failure);

    /**
     * A connection waits to be opened, as others have not got through.
     *
     * @param outage what keeps them
     */
    void onHeldUp(Failure outage);

    /**
     * Twitch refuses every subscription, or the account's token though it has just issued it: the session has ended.
     *
     * @param reason Twitch's words
     * @param advice what the operator can do
     */
    void onRefused(String reason, String advice);

    /**
     * The number of channels that are heard has changed.
     *
     * @param count how many there are now
     */
    void onChannelsHeard(int count);

    /**
     * One channel is not heard; the others are not touched by that.
     *
     * @param channel the channel's name
     * @param failure why
     */
    void onChannelRefused(String channel, Failure failure);

    /**
     * One channel is heard, that perhaps was not.
     *
     * @param channel the channel's name
     */
    void onChannelHeard(String channel);

    /**
     * The account has no usable token any more, and cannot get one by itself.
     *
     * @param cause why and what to do
     */
    void onLoginNeeded(LoginNeededException cause);

    /**
     * Something failed that never should.
     *
     * @param cause the fault, already logged
     */
    void onFailed(Throwable cause);
}
