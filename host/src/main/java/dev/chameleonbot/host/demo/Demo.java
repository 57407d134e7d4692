package dev.chameleonbot.host.demo;

import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.run.HostStartException;
import dev.chameleonbot.host.run.LiveCount;
import dev.chameleonbot.host.run.RunningHost;
import dev.chameleonbot.host.run.StopSignal;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs the real host against a simulated Twitch in the same process, over real sockets, and chats.
 *
 * <p>Everything goes the way that it goes in earnest: a configuration file is written and read, the plugins' jars are
 * loaded from their folder, and the accounts connect to an address.
 */
public final class Demo {
    private static final Duration CONNECT_BASE = Duration.ofSeconds(30);
    private static final Duration CONNECT_EACH = Duration.ofMillis(50);
    private static final Duration LAST_CHANGES = Duration.ofSeconds(5);
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration SCREEN_INTERVAL = Duration.ofMillis(100);
    private static final int USUAL_RATE_LIMIT = 800;

    private final DemoPlan plan;
    private final StopSignal signal;
    private final Swatches swatches;
    private final PrintWriter out;

    /**
     * Prepares a demo.
     *
     * @param plan what it is to do
     * @param signal ends it early
     * @param swatches how colours are shown
     * @param out where everything is shown
     */
    public Demo(DemoPlan plan, StopSignal signal, Swatches swatches, PrintWriter out) {
        this.plan = plan;
        this.signal = signal;
        this.swatches = swatches;
        this.out = out;
    }

    /**
     * Runs it from beginning to end; when this returns, nothing is left running.
     *
     * @throws DemoFailedException if it cannot take place
     */
    public DemoReport run() throws DemoFailedException {
        try (DemoFolder folder = new DemoFolder();
                Simulator simulator =
                        Simulator.builder().rateLimitPerMinute(rateLimit()).start()) {
            DemoCast cast = DemoCast.register(simulator, plan.accounts(), plan.channels());
            DemoConfigFile.write(folder.config(), simulator, cast.members());
            try (RunningHost host =
                    RunningHost.start(read(folder.config()), plan.plugins(), folder.state(), plan.apiVersion())) {
                connect(host);
                return chat(host, simulator, cast);
            }
        } catch (HostStartException e) {
            throw new DemoFailedException(e.problems(), e);
        } catch (IOException | UnreadableConfigException e) {
            throw new DemoFailedException(List.of("The demo could not be set up: " + e.getMessage()), e);
        }
    }

    /** Twitch's limit, unless the accounts are to chat faster than that; some calls are not for colours. */
    private int rateLimit() {
        double changesEach = Math.ceil(plan.rate() / plan.accounts()) * 60;
        return (int) Math.min(1_000_000_000, Math.max(USUAL_RATE_LIMIT, 2 * changesEach + 100));
    }

    private static HostConfig read(Path file) throws UnreadableConfigException {
        // Without the environment: whatever it overrides for "run", the demo's Twitch is the simulated one.
        ConfigReport report = new ConfigReader(Map.of()).read(file);
        return report.config()
                .orElseThrow(() -> new IllegalStateException(String.join(
                        "; ",
                        report.errors().stream().map(ConfigProblem::toString).toList())));
    }

    /** Waits until all accounts are live, or none will be any more, or it takes too long. */
    private void connect(RunningHost host) {
        long deadline = System.nanoTime()
                + CONNECT_BASE.plus(CONNECT_EACH.multipliedBy(plan.accounts())).toNanos();
        long nextLine = System.nanoTime();
        while (!allHeard(host.accounts()) && !LiveCount.of(host.accounts()).hopeless()) {
            if (System.nanoTime() > deadline || signal.await(POLL_INTERVAL)) {
                break;
            }
            if (System.nanoTime() > nextLine) {
                say(LiveCount.of(host.accounts()).toString());
                nextLine += PROGRESS_INTERVAL.toNanos();
            }
        }
        say(LiveCount.of(host.accounts()).toString());
    }

    private static boolean allHeard(List<AccountStatus> accounts) {
        return LiveCount.of(accounts).live() == accounts.size()
                && accounts.stream().allMatch(a -> a.channelsHeard() == a.channelsWanted());
    }

    private DemoReport chat(RunningHost host, Simulator simulator, DemoCast cast) {
        DemoScreen screen = new DemoScreen(simulator, swatches, out, plan.showsEachMessage());
        long start = System.nanoTime();
        try (Chatter chatter = new Chatter(simulator, cast, plan.rate(), screen::said)) {
            chatter.start();
            long end = start + plan.length().orElse(Duration.ofDays(36_500)).toNanos();
            while (System.nanoTime() < end && !signal.await(untilNext(end))) {
                screen.refresh();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        awaitLastChanges(simulator);
        screen.refresh();
        return new DemoReport(
                plan.accounts(),
                LiveCount.of(host.accounts()).live(),
                seconds,
                ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                simulator.served());
    }

    private static Duration untilNext(long end) {
        return Duration.ofNanos(Math.clamp(end - System.nanoTime(), 1, SCREEN_INTERVAL.toNanos()));
    }

    private static void awaitLastChanges(Simulator simulator) {
        try {
            simulator.await(() -> simulator.served().missing() == 0, LAST_CHANGES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
