package dev.chameleonbot.plugin.api;

import java.time.Instant;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * An event of an account while its sessions are open; see {@link Events}.
 *
 * <p>More kinds may be added: a {@code switch} over them needs a {@code default}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface BotEvent {

    /** When it happened, by the host's clock. */
    Instant at();

    /**
     * The account hears chat, for the first time or again.
     *
     * @param at when
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Live(Instant at) implements BotEvent {
        /** Checks that nothing is missing. */
        public Live {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The connection to Twitch is lost or could not be opened, and the engine reconnects. Messages sent meanwhile may
     * be missed.
     *
     * @param at when
     * @param reason what happened, for the log
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Reconnecting(Instant at, String reason) implements BotEvent {
        /** Checks that nothing is missing. */
        public Reconnecting {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The stream of one of the account's channels is live: it has begun, or it was already live. Delivered once for
     * each stream.
     *
     * @param at when the host learned of it
     * @param channel the channel
     * @param channelLogin the channel's name in lower case
     * @param startedAt when the stream began, by Twitch's clock; it distinguishes a stream that has just begun from one
     *     that was already live
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record StreamOnline(Instant at, ChannelId channel, String channelLogin, Instant startedAt) implements BotEvent {
        /** Checks that nothing is missing. */
        public StreamOnline {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(channelLogin, "channelLogin");
            Objects.requireNonNull(startedAt, "startedAt");
        }
    }

    /**
     * The stream of one of the account's channels has ended.
     *
     * @param at when the host learned of it
     * @param channel the channel
     * @param channelLogin the channel's name in lower case
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record StreamOffline(Instant at, ChannelId channel, String channelLogin) implements BotEvent {
        /** Checks that nothing is missing. */
        public StreamOffline {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(channelLogin, "channelLogin");
        }
    }
}
