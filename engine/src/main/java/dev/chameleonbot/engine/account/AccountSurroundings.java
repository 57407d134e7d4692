package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenBook;
import dev.chameleonbot.engine.dispatch.BehaviourRoster;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.guard.Guards;
import dev.chameleonbot.engine.helix.ChannelDirectory;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.state.MemoryBook;
import dev.chameleonbot.engine.state.SeenLedger;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;

/**
 * What all accounts of an engine share.
 *
 * @param endpoints where Twitch is
 * @param http the transport of colours
 * @param oauth proves and refreshes tokens
 * @param tokens the accounts' tokens
 * @param helix all other calls
 * @param channels knows channels' ids
 * @param sessions what EventSub sessions share
 * @param store keeps what was learned
 * @param memories keeps what behaviours want kept
 * @param seen knows which messages were seen of late
 * @param roster the behaviours
 * @param guards calls the behaviours, and keeps them from doing harm
 * @param platform what behaviours of all accounts share
 * @param events told of what operators may want to know
 * @param feeds told of what accounts do while somebody watches them
 * @param meters counts what all accounts do
 * @param health what is known of Twitch's endpoints
 * @param outages tells the log of what keeps accounts from Twitch
 * @param unsent limits what is logged of chat messages that could not be sent
 * @param starts how many accounts may talk to Twitch for their start at a time
 * @param retries repeats what may pass
 * @param timers the clock
 * @param random the source of jitter
 * @param threads virtual threads of the engine itself
 */
public record AccountSurroundings(
        TwitchEndpoints endpoints,
        OkHttpClient http,
        OAuthClient oauth,
        TokenBook tokens,
        HelixCalls helix,
        ChannelDirectory channels,
        EventSubSession.Shared sessions,
        StateStore store,
        MemoryBook memories,
        SeenLedger seen,
        BehaviourRoster roster,
        Guards guards,
        HostPlatform platform,
        EventBus events,
        AccountFeeds feeds,
        EngineMeters meters,
        TwitchHealth health,
        OutageLog outages,
        LogLimit unsent,
        Semaphore starts,
        Retries retries,
        Timers timers,
        RandomGenerator random,
        Executor threads) {}
