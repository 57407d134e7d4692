package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.host.config.AlertsConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts operators of what needs them: accounts that need a login, are parked, have failed, or are back after that;
 * trouble with the stored state; messages that were dropped; plugins that fail.
 *
 * <p>The same kind of one account is sent at most once an interval, and what many accounts have at once is sent in one
 * message. A listener's thread calls {@link #take}, alarms call {@link #tell}; the lock guards the throttle and the alarm, and
 * is held for neither a message nor the log. Each webhook has a thread of its own, so that one that hangs holds up no
 * other.
 */
public final class WebhookAlerts implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(WebhookAlerts.class);

    private final AlertClock clock;
    private final List<WebhookDelivery> deliveries;
    private final AlertHistory history;
    private final Runnable closeTransport;
    private final ReentrantLock lock = new ReentrantLock();
    private final AlertThrottle throttle;
    private AlertClock.Alarm alarm = () -> {};
    private long alarmAt = Long.MAX_VALUE;
    private boolean closed;

    WebhookAlerts(AlertsConfig config, AlertClock clock, Posts posts, Runnable closeTransport, RandomGenerator random) {
        this.clock = clock;
        this.throttle = new AlertThrottle(config.atMostEvery());
        this.closeTransport = closeTransport;
        this.deliveries = config.webhooks().stream()
                .map(webhook -> new WebhookDelivery(webhook, posts, clock, random))
                .toList();
        this.history = new AlertHistory(
                config.webhooks().stream().map(AlertsConfig.Webhook::host).toList());
    }

    /**
     * Begins to list alerts that are sent nowhere.
     *
     * @param atMostEvery how often at most the same kind of one account is sent
     * @return takes events until it is closed
     */
    public static WebhookAlerts listing(Duration atMostEvery) {
        Posts nowhere = (url, json) -> {
            throw new IllegalStateException("There is no webhook");
        };
        return new WebhookAlerts(
                new AlertsConfig(List.of(), atMostEvery),
                AlertClock.system(),
                nowhere,
                () -> {},
                () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * Begins to send alerts.
     *
     * @param config where to, and how often at most
     * @return takes events until it is closed
     * @throws dev.chameleonbot.engine.model.EngineStartException if the proxy that they would go through cannot be used
     */
    public static WebhookAlerts start(AlertsConfig config) {
        return start(config, AlertClock.system());
    }

    static WebhookAlerts start(AlertsConfig config, AlertClock clock) {
        ForwardProxy proxy = ForwardProxy.ofThisProcess();
        proxy.requireUsable(config.webhooks().stream()
                .map(webhook -> URI.create(webhook.url().reveal()))
                .toList());
        OkHttpPosts posts = new OkHttpPosts(proxy);
        WebhookAlerts alerts = new WebhookAlerts(
                config,
                clock,
                posts,
                posts::close,
                () -> ThreadLocalRandom.current().nextLong());
        alerts.start();
        return alerts;
    }

    void start() {
        deliveries.forEach(WebhookDelivery::start);
    }

    /** Takes note of an event; returns at once. */
    public void take(EngineEvent event) {
        lock.lock();
        try {
            if (!closed && throttle.note(event, clock.nanos())) {
                arm();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sees to it that {@link #tell} is called when something is due. Under the lock. */
    private void arm() {
        OptionalLong next = throttle.next();
        if (next.isPresent() && next.getAsLong() < alarmAt) {
            alarm.cancel();
            alarmAt = next.getAsLong();
            alarm = clock.after(Duration.ofNanos(Math.max(0, alarmAt - clock.nanos())), this::tell);
        }
    }

    private void tell() {
        List<Alert> due;
        lock.lock();
        try {
            due = throttle.due(clock.nanos());
            alarmAt = Long.MAX_VALUE;
            alarm = () -> {};
            if (!closed) {
                arm();
            }
        } finally {
            lock.unlock();
        }
        AlertMessage.fold(due).forEach(this::send);
    }

    private void send(AlertMessage message) {
        long sequence = history.add(message);
        for (int i = 0; i < deliveries.size(); i++) {
            int webhook = i;
            deliveries
                    .get(i)
                    .send(new WebhookDelivery.Parcel(message, problem -> history.over(sequence, webhook, problem)));
        }
    }

    /** The last alerts that were sent, a hundred at most, the latest first. */
    public List<SentAlert> sent() {
        return history.latest();
    }

    /** How many accounts and plugins are remembered. */
    int remembered() {
        lock.lock();
        try {
            return throttle.size();
        } finally {
            lock.unlock();
        }
    }

    /** Tells what waits, without waiting for more, gives the webhooks some seconds to take it, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            alarm.cancel();
        } finally {
            lock.unlock();
        }
        tell();
        Deadline deadline = Deadline.in(CLOSE_WITHIN);
        try {
            for (WebhookDelivery delivery : deliveries) {
                if (!delivery.close(deadline.left())) {
                    log.warn("An alert could not be delivered before the stop");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeTransport.run();
        }
    }
}
