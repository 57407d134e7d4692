package dev.chameleonbot.host.alerts;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time as alerts see it: monotonic, with alarms and waits. */
interface AlertClock {
    /** Nanoseconds since some moment in the past, never negative. */
    long nanos();

    /** Runs a task later, on a thread of its own; what is returned prevents that. */
    Alarm after(Duration delay, Runnable task);

    /** Blocks the calling thread. */
    void sleep(Duration time) throws InterruptedException;

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Alarm {
        void cancel();
    }

    /** Real time: an alarm is a virtual thread that sleeps, so that no platform thread waits for alerts that never come. */
    static AlertClock system() {
        long start = System.nanoTime();
        return new AlertClock() {
            private static final Logger log = LoggerFactory.getLogger(AlertClock.class);

            @Override
            public long nanos() {
                return System.nanoTime() - start;
            }

            @Override
            public Alarm after(Duration delay, Runnable task) {
                Thread waiting = Thread.ofVirtual().name("alerts/alarm").start(() -> ring(delay, task));
                return waiting::interrupt;
            }

            private void ring(Duration delay, Runnable task) {
                try {
                    Thread.sleep(delay);
                } catch (InterruptedException cancelled) {
                    return;
                }
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("Alerts could not be sent", e);
                }
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
