package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SessionListener;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.host.AccountPlatform;
import java.time.InstantSource;

/** Passes on how an EventSub session fares, and tells behaviours what of it matters to them. */
record SessionNews(SessionListener listener, AccountPlatform platform, InstantSource clock) implements SessionListener {
    @Override
    public void onLive() {
        platform.happened(new BotEvent.Live(clock.instant()));
        listener.onLive();
    }

    @Override
    public void onReconnecting(String reason) {
        platform.happened(new BotEvent.Reconnecting(clock.instant(), reason));
        listener.onReconnecting(reason);
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
    public void onChannelRefused(String channel, String reason) {
        listener.onChannelRefused(channel, reason);
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
