package dev.chameleonbot.host.alerts;

import dev.chameleonbot.host.alerts.SentAlert.Delivery;
import dev.chameleonbot.host.alerts.SentAlert.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/** The last alerts that were sent. Thread-safe; the lock guards all of it. */
final class AlertHistory {
    static final int MOST = 100;

    private final List<Delivery> pending;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<Long, SentAlert> alerts = new LinkedHashMap<>();
    private long last;

    /** With webhooks on these hosts. */
    AlertHistory(List<String> hosts) {
        this.pending = hosts.stream()
                .map(host -> new Delivery(host, State.PENDING, ""))
                .toList();
    }

    /** Takes note of an alert; returns its number. */
    long add(AlertMessage message) {
        lock.lock();
        try {
            last++;
            alerts.put(last, new SentAlert(last, message, pending));
            if (alerts.size() > MOST) {
                alerts.pollFirstEntry();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that a webhook, by its place among them, has taken an alert, or why it was given up there. */
    void over(long sequence, int webhook, String problem) {
        lock.lock();
        try {
            alerts.computeIfPresent(sequence, (number, alert) -> alert.over(webhook, problem));
        } finally {
            lock.unlock();
        }
    }

    /** All that are known, the latest first. */
    List<SentAlert> latest() {
        lock.lock();
        try {
            return List.copyOf(alerts.sequencedValues().reversed());
        } finally {
            lock.unlock();
        }
    }
}
