package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenRegistry;
import dev.chameleonbot.engine.dispatch.BehaviourRegistry;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.helix.ChannelDirectory;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.host.HostPlatform;
import okhttp3.OkHttpClient;

/** What all accounts of an engine share. */
public record AccountContext(Twitch twitch, Plugins plugins, Reports reports, Timers timers) {
    /**
     * What talks to Twitch.
     *
     * @param http the transport of colours
     * @param oauth gives out codes to log in with
     * @param helix all calls of Helix but the colour's
     */
    public record Twitch(
            TwitchEndpoints endpoints,
            OkHttpClient http,
            OAuthClient oauth,
            TokenRegistry tokens,
            HelixCalls helix,
            ChannelDirectory channels,
            EventSubSession.Shared sessions,
            TwitchHealth health,
            Retries retries,
            StartCalls starts) {}

    /**
     * What runs behaviours.
     *
     * @param watchdog has the threads on which behaviours are called, and watches the calls
     * @param state keeps what behaviours want kept, and knows which messages were seen before
     */
    public record Plugins(BehaviourRegistry behaviours, Watchdog watchdog, HostPlatform platform, StateCache state) {}

    /**
     * Who gets the events.
     *
     * @param outages tells the log of what keeps accounts from Twitch
     * @param unsent limits what is logged of chat messages that could not be sent
     */
    public record Reports(
            EventBus events, AccountFeeds feeds, EngineMeters meters, OutageLog outages, LogLimit unsent) {}
}
