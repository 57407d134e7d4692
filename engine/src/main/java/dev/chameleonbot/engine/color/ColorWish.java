package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountFeedEvent.ColorOutcome;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A colour request: its account, its cause, who gets its outcome, and when each stage was.
 *
 * <p>{@code sent} is written before the request and read after its answer, which orders the two.
 */
final class ColorWish {
    private static final Logger log = LoggerFactory.getLogger(ColorWish.class);

    private final String login;
    private final ChatColor color;
    private final Origin origin;
    private final Consumer<? super ColorResult> whenDone;
    private final long since;
    private long sent;
    private boolean isSent;

    ColorWish(String login, ChatColor color, Origin origin, Consumer<? super ColorResult> whenDone, long since) {
        this.login = login;
        this.color = color;
        this.origin = origin;
        this.whenDone = whenDone;
        this.since = since;
    }

    ChatColor color() {
        return color;
    }

    /** When it was made, on the monotonic clock. */
    long since() {
        return since;
    }

    /** A request for it is sent now. */
    void sent(long now) {
        sent = now;
        isSent = true;
    }

    /** Records its outcome, and reports it to its requester. */
    void tell(ColorResult result, Timers timers, ActivityMeter activity) {
        record(result, timers, activity);
        whenDone.accept(result);
    }

    private void record(ColorResult result, Timers timers, ActivityMeter activity) {
        if (log.isDebugEnabled()) {
            inContext(() -> log.debug(
                    "{}: {} for message {}: {}",
                    login,
                    color.wireName(),
                    origin.messageId(),
                    result.getClass().getSimpleName()));
        }
        boolean isMessage = origin.isMessage();
        long now = timers.nanos();
        long queued = isMessage ? origin.begun() - origin.arrived() : 0;
        long decided = isMessage ? since - origin.begun() : 0;
        long waited = (isSent ? sent : now) - since;
        long requested = isSent ? now - sent : 0;
        activity.ended(result, isMessage, queued, decided, waited, requested);
        if (activity.isWatched()) {
            activity.tell(new ColorOutcome(
                    isMessage ? Optional.of(new MessageId(origin.messageId())) : Optional.empty(),
                    origin.channel(),
                    result,
                    Duration.ofNanos(queued),
                    Duration.ofNanos(decided),
                    Duration.ofNanos(waited),
                    Duration.ofNanos(requested),
                    timers.instant()));
        }
        ColorChangeEvent event = new ColorChangeEvent();
        if (event.isEnabled()) {
            event.account = login;
            event.channel = origin.channel();
            event.messageId = origin.messageId();
            event.color = color.wireName();
            event.outcome = result.getClass().getSimpleName();
            event.queued = queued;
            event.decided = decided;
            event.waited = waited;
            event.requested = requested;
            event.commit();
        }
    }

    /** With whose colour it is and why in the log's context; within a behaviour's call they are there already. */
    void inContext(Runnable what) {
        if (MDC.get("account") != null) {
            what.run();
            return;
        }
        MDC.put("account", login);
        MDC.put("channel", origin.channel());
        MDC.put("correlation_id", origin.messageId());
        try {
            what.run();
        } finally {
            MDC.remove("account");
            MDC.remove("channel");
            MDC.remove("correlation_id");
        }
    }
}
