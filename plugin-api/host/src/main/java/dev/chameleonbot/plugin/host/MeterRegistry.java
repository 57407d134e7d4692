package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Metrics;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** The metrics of one session. Thread-safe; the lock guards the map, not the values. */
final class MeterRegistry implements Metrics {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._]{1,64}");
    private static final int MOST = 64;

    private final Mutex lock = new Mutex();
    private final Map<String, Meter> meters = new HashMap<>();

    @Override
    public Counter counter(String name) {
        return meter(name, CountMeter.class, new CountMeter());
    }

    @Override
    public Timer timer(String name) {
        return meter(name, TimeMeter.class, new TimeMeter());
    }

    private <M extends Meter> M meter(String name, Class<M> type, M fresh) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A metric's name has 1 to 64 of a-z, 0-9, '.' and '_'");
        }
        return lock.get(() -> {
            Meter known = meters.get(name);
            if (type.isInstance(known)) {
                return type.cast(known);
            }
            requireRoom(name, fresh);
            meters.put(name, fresh);
            return fresh;
        });
    }

    private void requireRoom(String name, Meter fresh) {
        if (meters.containsKey(name)) {
            throw new IllegalArgumentException("The metric '" + name + "' is of another kind");
        }
        if (meters.size() == MOST) {
            throw new IllegalArgumentException("A session may have " + MOST + " metrics, not more");
        }
        Map<String, Long> figures = new HashMap<>();
        fresh.show(name, figures);
        meters.forEach((other, meter) -> {
            Map<String, Long> shown = new HashMap<>();
            meter.show(other, shown);
            if (!Collections.disjoint(shown.keySet(), figures.keySet())) {
                throw new IllegalArgumentException(
                        "The metric '" + name + "' would be shown by the name of a figure of '" + other + "'");
            }
        });
    }

    /** All values by name. */
    Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        lock.run(() -> meters.forEach((name, meter) -> meter.show(name, figures)));
        return figures;
    }

    private interface Meter {
        void show(String name, Map<String, Long> figures);
    }

    private static final class CountMeter implements Meter, Counter {
        private final LongAdder sum = new LongAdder();

        @Override
        public void add(long count) {
            sum.add(count);
        }

        @Override
        public void show(String name, Map<String, Long> figures) {
            figures.put(name, sum.sum());
        }
    }

    private static final class TimeMeter implements Meter, Timer {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        @Override
        public void record(Duration time) {
            count.increment();
            nanos.add(SessionLimits.reckonable(time).toNanos());
        }

        @Override
        public void show(String name, Map<String, Long> figures) {
            figures.put(name + ".count", count.sum());
            figures.put(name + ".millis", Duration.ofNanos(nanos.sum()).toMillis());
        }
    }
}
