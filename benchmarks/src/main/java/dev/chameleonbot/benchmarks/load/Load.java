package dev.chameleonbot.benchmarks.load;

import dev.chameleonbot.simulator.fault.Fault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One load on one subject: sends it, waits for what is still to come, and weighs. */
final class Load {
    /** Longer than any timeout of the subjects' calls but Chameleon's, which retries. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(8);

    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(3);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration SETTLING = Duration.ofMillis(100);
    private static final Duration LEAD = Duration.ofMillis(20);
    private static final double KILOBYTES = 1024;
    private static final double MICROS = 1e3;

    private final TwitchSide twitch;
    private final ProcessProbe probe;
    private final Changes changes;
    private final AtomicLong others = new AtomicLong();

    /** A load that has not begun; its changes count from now on. */
    Load(TwitchSide twitch, ProcessProbe probe) {
        this.twitch = twitch;
        this.probe = probe;
        this.changes = new Changes(twitch.changes());
    }

    /**
     * Sends the load for that long, and tells what came of it.
     *
     * @throws IOException if the subject has ended meanwhile: then nothing can be told
     */
    Map<Metric, Double> run(Scenario scenario, Duration length) throws IOException, InterruptedException {
        long begin = System.nanoTime() + LEAD.toNanos();
        Tally tally = new Tally(begin);
        Use use = Use.now(probe);
        Optional<Fault> slow =
                scenario.putDelay().isZero() ? Optional.empty() : Optional.of(twitch.delayChanges(scenario.putDelay()));
        Map<Metric, Double> found = new EnumMap<>(Metric.class);
        Use used;
        try {
            switch (scenario.kind()) {
                case OPEN -> open(scenario, length, begin, tally);
                case CLOSED -> closed(scenario, length, begin, tally);
                case BURST -> burst(begin, tally);
            }
            if (scenario.kind() != Scenario.Kind.BURST) {
                weighSpeed(found, tally, Use.now(probe).since(use), (System.nanoTime() - begin) / 1e9);
            }
            long resident = probe.residentKilobytes();
            used = drain(tally, SETTLING.plus(scenario.putDelay())).since(use);
            found.put(Metric.RSS_LOADED_MB, Math.max(resident, probe.residentKilobytes()) / KILOBYTES);
            awaitQuiet(QUIET.plus(scenario.putDelay()));
        } finally {
            slow.ifPresent(Fault::close);
            twitch.whenServed(message -> {});
        }
        weigh(found, tally, used);
        return found;
    }

    /** CPU that the subject and the simulator have used, in nanoseconds. */
    private record Use(double subject, double simulator) {
        private static Use now(ProcessProbe probe) throws IOException {
            return new Use(probe.cpu().toNanos(), ownCpuNanos());
        }

        private Use since(Use earlier) {
            return new Use(subject - earlier.subject, simulator - earlier.simulator);
        }
    }

    private void open(Scenario scenario, Duration length, long begin, Tally tally) {
        twitch.whenServed(tally::add);
        long count = scenario.amount() * length.toMillis() / 1000;
        Schedule schedule = new Schedule(twitch.accounts(), scenario.amount(), scenario.ownShare(), count);
        for (long number = 0; number < count; number++) {
            long due = begin + schedule.dueNanos(number);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (schedule.isOwn(number)) {
                sendOwn(schedule.account(number), due);
            } else {
                twitch.other(schedule.account(number), number);
                others.incrementAndGet();
            }
        }
    }

    private void closed(Scenario scenario, Duration length, long begin, Tally tally) throws InterruptedException {
        waitUntil(begin);
        ClosedLoop loop = new ClosedLoop(
                twitch.accounts(), scenario.amount(), System::nanoTime, account -> sendOwn(account, System.nanoTime()));
        twitch.whenServed(message -> {
            if (tally.add(message)) {
                loop.served(twitch.number(message.userId()));
            }
        });
        loop.begin();
        long end = begin + length.toNanos();
        while (end - System.nanoTime() > 0) {
            Thread.sleep(TICK);
            loop.giveUp(GIVEN_UP_AFTER);
        }
        loop.end();
    }

    private void burst(long begin, Tally tally) throws InterruptedException {
        twitch.whenServed(tally::add);
        waitUntil(begin);
        for (int account = 0; account < twitch.accounts(); account++) {
            sendOwn(account, begin);
        }
    }

    private void sendOwn(int account, long due) {
        changes.own(account);
        twitch.own(account, due);
    }

    private static void waitUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    /**
     * Waits for what is still to come. What has been used counts up to the last change and a moment more, for what that
     * causes: answers, and changes that come too often. It does not count while what is lost is waited for.
     */
    private Use drain(Tally tally, Duration settling) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        long made = changes.made(twitch.changes());
        long last = System.nanoTime();
        Optional<Use> settled = Optional.empty();
        while (end - System.nanoTime() > 0 && (settled.isEmpty() || tally.served() < changes.messages())) {
            Thread.sleep(TICK);
            long now = changes.made(twitch.changes());
            if (now != made) {
                made = now;
                last = System.nanoTime();
                settled = Optional.empty();
            } else if (settled.isEmpty() && System.nanoTime() - last > settling.toNanos()) {
                settled = Optional.of(Use.now(probe));
            }
        }
        return settled.isPresent() ? settled.get() : Use.now(probe);
    }

    /** Changes that come too often come late; none is to be counted in the next load. */
    private void awaitQuiet(Duration quiet) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        long last = System.nanoTime();
        long made = changes.made(twitch.changes());
        while (System.nanoTime() - last < quiet.toNanos() && end - System.nanoTime() > 0) {
            Thread.sleep(LOOK);
            long now = changes.made(twitch.changes());
            if (now != made) {
                made = now;
                last = System.nanoTime();
            }
        }
    }

    private void weighSpeed(Map<Metric, Double> found, Tally tally, Use use, double seconds) {
        double machine = seconds * 1e9 * Runtime.getRuntime().availableProcessors() / 100;
        found.put(Metric.MESSAGES_PER_S, (tally.served() + others.get()) / seconds);
        found.put(Metric.MACHINE_BUSY_PERCENT, (use.subject + use.simulator) / machine);
        found.put(Metric.SIMULATOR_BUSY_PERCENT, use.simulator / machine);
    }

    private void weigh(Map<Metric, Double> found, Tally tally, Use use) {
        long own = changes.messages();
        long[] now = twitch.changes();
        double messages = own + others.get();
        found.put(Metric.OWN_MESSAGES, (double) own);
        found.put(Metric.OTHER_MESSAGES, (double) others.get());
        found.put(Metric.LOST, (double) own - tally.served());
        found.put(Metric.DOUBLED, (double) changes.doubled(now));
        if (own > 0) {
            found.put(Metric.CHANGES_PER_OWN, changes.made(now) / (double) own);
        }
        if (tally.served() > 0) {
            found.put(Metric.P50_US, tally.latencyMicros(50));
            found.put(Metric.P99_US, tally.latencyMicros(99));
            found.put(Metric.P999_US, tally.latencyMicros(99.9));
            found.put(Metric.MAX_US, tally.maxLatencyMicros());
            found.put(Metric.SIMULATOR_LAG_P99_US, tally.lagMicros(99));
        }
        found.put(Metric.CPU_US_PER_MESSAGE, use.subject / MICROS / messages);
        found.put(Metric.SIMULATOR_CPU_US_PER_MESSAGE, use.simulator / MICROS / messages);
    }

    private static long ownCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
