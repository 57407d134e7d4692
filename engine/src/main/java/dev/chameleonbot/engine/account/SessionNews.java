package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SessionListener;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.time.InstantSource;

/** Passes on how an EventSub session fares, and tells behaviours what of it matters to them. */
record SessionNews(SessionListener listener, AccountPlatform platform, InstantSource clock) implements SessionListener {
    @Override
    public void onLive() {
        platform.happened(new BotEvent.Live(clock.instant()));
        listener.onLive();
    }

    @Override
    public void onReconnecting(Failure failure) {
        platform.happened(new BotEvent.Reconnecting(clock.instant(), failure.words()));
        listener.onReconnecting(failure);
    }

    @Override
    public void onHeldUp(Failure outage) {
        listener.onHeldUp(outage);
    }

    @Override
    public void onRefused(String reason, String advice) {
        listener.onRefused(reason, advice);
    }

    @Override
    public void onChannelsHeard(int count) {
        listener.onChannelsHeard(count);
    }

    @Override
    public void onChannelRefused(String channel, Failure failure) {
        listener.onChannelRefused(channel, failure);
    }

    @Override
    public void onChannelHeard(String channel) {
        listener.onChannelHeard(channel);
    }

    @Override
    public void onLoginNeeded(LoginNeededException cause) {
        listener.onLoginNeeded(cause);
    }

    @Override
    public void onFailed(Throwable cause) {
        listener.onFailed(cause);
    }
}
