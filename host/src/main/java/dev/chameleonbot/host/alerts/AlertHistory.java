package dev.chameleonbot.host.alerts;

import dev.chameleonbot.host.alerts.SentAlert.Delivery;
import dev.chameleonbot.host.alerts.SentAlert.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last alerts that were sent. Thread-safe; the lock guards all of it. */
final class AlertHistory {
    static final int MOST = 100;

    private final List<String> hosts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long next = 1;

    /** With webhooks on these hosts. */
    AlertHistory(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    /** One alert, and how it stands with the webhooks. */
    private record Entry(long sequence, AlertMessage message, List<Delivery> deliveries) {
        SentAlert shown() {
            return new SentAlert(
                    sequence,
                    message.kind().id(),
                    message.kind().severity(),
                    message.at(),
                    message.headline(),
                    message.accounts(),
                    message.plugin(),
                    message.reason(),
                    message.advice(),
                    deliveries);
        }
    }

    /** Takes note of an alert; what is returned takes note of what becomes of it, by the webhook's place among them. */
    Receipts add(AlertMessage message) {
        List<Delivery> deliveries = new ArrayList<>();
        hosts.forEach(host -> deliveries.add(new Delivery(host, State.PENDING, "")));
        lock.lock();
        try {
            entries.addLast(new Entry(next++, message, deliveries));
            if (entries.size() > MOST) {
                entries.removeFirst();
            }
        } finally {
            lock.unlock();
        }
        return index -> problem -> {
            lock.lock();
            try {
                State state = problem.isEmpty() ? State.DELIVERED : State.FAILED;
                deliveries.set(index, new Delivery(hosts.get(index), state, problem));
            } finally {
                lock.unlock();
            }
        };
    }

    /** Takes note of what becomes of one alert. */
    @FunctionalInterface
    interface Receipts {
        WebhookDelivery.Receipt of(int webhook);
    }

    /** All that are known, the latest first. */
    List<SentAlert> latest() {
        lock.lock();
        try {
            return entries.reversed().stream().map(Entry::shown).toList();
        } finally {
            lock.unlock();
        }
    }
}
