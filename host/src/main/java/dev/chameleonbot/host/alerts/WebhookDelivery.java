package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.http.ProxyException;
import dev.chameleonbot.host.config.AlertsConfig.Webhook;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers messages to one webhook, one after the other, on a virtual thread of its own. What it cannot deliver it says
 * in the log, once an outage, and nowhere else: an alert of a failed alert would have no end.
 *
 * <p>Any thread may {@link #send}; the queue is bounded, and the oldest message goes when it is full. {@code outage}
 * belongs to the delivering thread.
 */
final class WebhookDelivery {
    static final int ATTEMPTS = 5;
    static final int QUEUE = 100;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(WebhookDelivery.class);

    private final Webhook webhook;
    private final Posts posts;
    private final AlertClock clock;
    private final RandomGenerator random;
    /** Empty is the end. */
    private final BlockingDeque<Optional<Parcel>> queue = new LinkedBlockingDeque<>();

    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private boolean outage;

    WebhookDelivery(Webhook webhook, Posts posts, AlertClock clock, RandomGenerator random) {
        this.webhook = webhook;
        this.posts = posts;
        this.clock = clock;
        this.random = random;
        this.thread = Thread.ofVirtual().name("alerts/" + webhook.host()).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** A message, and who is told once it is taken, by an empty text, or given up, by the problem. */
    record Parcel(AlertMessage message, Consumer<String> receipt) {}

    /** Queues a message; returns at once. */
    void send(Parcel parcel) {
        while (queue.size() >= QUEUE) {
            Optional<Parcel> oldest = queue.pollFirst();
            if (oldest == null) {
                break;
            }
            lost.incrementAndGet();
            oldest.ifPresent(dropped -> dropped.receipt().accept("too many waited"));
        }
        queue.addLast(Optional.of(parcel));
    }

    /** How many messages were given up. */
    long lost() {
        return lost.get();
    }

    private void work() {
        try {
            for (Optional<Parcel> next = queue.take(); next.isPresent(); next = queue.take()) {
                deliver(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers a message, or gives it up after some attempts. Blocks. */
    void deliver(Parcel parcel) throws InterruptedException {
        byte[] json = AlertJson.write(parcel.message(), webhook.format());
        for (int attempt = 1; ; attempt++) {
            Outcome outcome = attempt(json);
            if (outcome instanceof Outcome.Delivered) {
                delivered();
                parcel.receipt().accept("");
                return;
            }
            if (outcome instanceof Outcome.Refused(String why)) {
                parcel.receipt().accept(why);
                giveUp(why, "Check its address and its format in the configuration.");
                return;
            }
            if (attempt == ATTEMPTS) {
                parcel.receipt().accept(outcome.toString());
                giveUp(outcome.toString(), "Later ones are tried all the same.");
                return;
            }
            clock.sleep(outcome instanceof Outcome.Later(String why, Duration pause) ? pause : backoff(attempt));
        }
    }

    private Outcome attempt(byte[] json) {
        try {
            Posts.Answer answer = posts.post(webhook.url(), json);
            int status = answer.status();
            if (status >= 200 && status < 300) {
                return new Outcome.Delivered();
            }
            String why = "it answered " + status;
            if (status == 429 || (status == 503 && answer.retryAfter().isPresent())) {
                return answer.retryAfter()
                        .map(wait -> wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait)
                        .<Outcome>map(wait -> new Outcome.Later(why, wait))
                        .orElse(new Outcome.Failed(why));
            }
            return status >= 500 || status == 408 || status == 425 ? new Outcome.Failed(why) : new Outcome.Refused(why);
        } catch (ProxyException e) {
            return new Outcome.Failed("no answer (" + e.getMessage() + ")");
        } catch (IOException e) {
            // Its message may hold the address, which is a secret.
            return new Outcome.Failed("no answer (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused("its address cannot be used");
        }
    }

    /** Doubles each time; up to a quarter less, so that several do not knock together. */
    private Duration backoff(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
        return pause.minusMillis((long) (random.nextDouble() * pause.toMillis() / 4));
    }

    private void delivered() {
        if (outage) {
            log.info("The {} takes alerts again; {} were lost", webhook, lost.get());
            outage = false;
        }
    }

    private void giveUp(String why, String advice) {
        lost.incrementAndGet();
        if (!outage) {
            log.warn("The {} does not take alerts: {}. {}", webhook, why, advice);
            outage = true;
        }
    }

    /** Delivers what waits, and ends; false if that was not done in time. */
    boolean close(Duration deadline) throws InterruptedException {
        queue.addLast(Optional.empty());
        if (thread.join(deadline)) {
            return true;
        }
        thread.interrupt();
        return false;
    }

    /** How many messages wait, those in progress not counted. */
    int waiting() {
        return (int) queue.stream().filter(Optional::isPresent).count();
    }

    /** What became of an attempt. */
    private sealed interface Outcome {
        record Delivered() implements Outcome {}

        record Refused(String why) implements Outcome {}

        record Failed(String why) implements Outcome {
            @Override
            public String toString() {
                return why;
            }
        }

        record Later(String why, Duration pause) implements Outcome {
            @Override
            public String toString() {
                return why;
            }
        }
    }
}
