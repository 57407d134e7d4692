package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One subject with one number of accounts, from its start through all loads to its end. */
final class Run {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofMillis(500);
    /** Two pauses of ten seconds: the first one's end may begin another. */
    private static final Duration SILENCE = Duration.ofSeconds(21);

    private static final int FEW_ACCOUNTS = 100;

    private static final double KILOBYTES = 1024;
    private static final double NANOS_PER_MILLI = 1e6;
    /** Own messages, few enough at once for every subject (stock loses some above ten), then strangers' too. */
    private static final List<Scenario> WARM_UP = List.of(
            Scenario.of("closed-8").orElseThrow(), Scenario.of("busy-4000").orElseThrow());

    private final Setting setting;
    private final CompareOptions options;
    private final Subject subject;
    private final int accounts;
    private final int repetition;
    private final List<Figure> figures = new ArrayList<>();

    Run(Setting setting, Subject subject, int accounts, int repetition) {
        this.setting = setting;
        this.options = setting.options();
        this.subject = subject;
        this.accounts = accounts;
        this.repetition = repetition;
    }

    /**
     * What all runs of a comparison have in common.
     *
     * @param options what to measure
     * @param javaHome the JDK of the subjects
     * @param starts how they are started
     * @param endings where they are put down to be ended
     * @param complaints told why a run is not whole
     */
    record Setting(
            CompareOptions options, Path javaHome, Starts starts, Endings endings, Consumer<String> complaints) {}

    /** Measures. Where not all accounts become live in time, or the subject fails, what was found until then. */
    List<Figure> measure() throws IOException, InterruptedException {
        run(this::measure);
        return List.copyOf(figures);
    }

    /** Has the simulator's code compiled, so that whoever is measured first is not at a disadvantage. */
    void warmUpTheSimulator() throws IOException, InterruptedException {
        run((twitch, process, probe, log, begin) -> {
            if (start(twitch, process, probe, begin)) {
                warmUp(twitch, probe);
            }
        });
    }

    /** What is done with a subject that has been started. */
    private interface Work {
        void on(TwitchSide twitch, SubjectProcess process, ProcessProbe probe, SubjectLog log, long begin)
                throws IOException, InterruptedException;
    }

    private void run(Work work) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(setting.endings());
                TwitchSide twitch =
                        TwitchSide.start(accounts, options.transport(), setting.javaHome(), workspace.folder())) {
            twitch.writeFiles(workspace.folder());
            Path logs = Files.createDirectories(options.out().resolve("logs"));
            Path log = logs.resolve(subject.label() + "-" + accounts + "-" + repetition + ".log");
            long begin = System.nanoTime();
            try (SubjectProcess process = SubjectProcess.start(
                    setting.starts().of(subject, workspace.folder(), jvmOptions(twitch)),
                    workspace.folder(),
                    log,
                    setting.endings())) {
                work.on(
                        twitch,
                        process,
                        new ProcessProbe(process.pid(), setting.javaHome()),
                        new SubjectLog(log),
                        begin);
            }
        }
    }

    /** With few accounts Chameleon's launcher uses only the first compiler, but for the first start. */
    private List<String> jvmOptions(TwitchSide twitch) {
        List<String> options = new ArrayList<>(twitch.jvmOptions());
        if (subject == Subject.CHAMELEON && accounts <= FEW_ACCOUNTS) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }

    private void measure(TwitchSide twitch, SubjectProcess process, ProcessProbe probe, SubjectLog log, long begin)
            throws InterruptedException {
        try {
            if (start(twitch, process, probe, begin)) {
                idle(probe);
                loads(twitch, probe, log);
            } else {
                setting.complaints().accept("Not all of its accounts are live");
            }
        } catch (IOException e) {
            setting.complaints().accept("It cannot be measured any more: " + e.getMessage());
        }
    }

    private boolean start(TwitchSide twitch, SubjectProcess process, ProcessProbe probe, long begin)
            throws IOException, InterruptedException {
        boolean live = false;
        long latest = begin + LONGEST_START.toNanos();
        while (!live && process.isAlive() && latest - System.nanoTime() > 0) {
            live = twitch.await(() -> twitch.live() >= accounts, LOOK_EVERY);
        }
        long now = System.nanoTime();
        add(Figure.IDLE, Metric.LIVE, Math.min(twitch.live(), accounts));
        if (live) {
            add(Figure.IDLE, Metric.TIME_TO_LIVE_MS, (now - begin) / NANOS_PER_MILLI);
            add(Figure.IDLE, Metric.START_CPU_MS, probe.cpu().toNanos() / NANOS_PER_MILLI);
        }
        return live;
    }

    private void idle(ProcessProbe probe) throws IOException, InterruptedException {
        Thread.sleep(SETTLING);
        add(Figure.IDLE, Metric.THREADS, (double) probe.threads());
        add(Figure.IDLE, Metric.DESCRIPTORS, probe.descriptors());
        Duration before = probe.cpu();
        Thread.sleep(options.idle());
        double millis = probe.cpu().minus(before).toNanos() / NANOS_PER_MILLI;
        add(Figure.IDLE, Metric.IDLE_CPU_MS_PER_S, millis / options.idle().toSeconds());
        collectGarbage(probe, Metric.HEAP_MB);
        add(Figure.IDLE, Metric.RSS_MB, probe.residentKilobytes() / KILOBYTES);
    }

    private void loads(TwitchSide twitch, ProcessProbe probe, SubjectLog log) throws IOException, InterruptedException {
        warmUp(twitch, probe);
        awaitSilence(log.next());
        for (Scenario scenario : options.scenarios()) {
            Map<Metric, Double> found;
            try {
                found = new Load(twitch, probe).run(scenario, options.load());
            } catch (IOException e) {
                throw new IOException("in " + scenario.name() + ": " + e.getMessage(), e);
            }
            found.forEach((metric, value) -> add(scenario.name(), metric, value));
            if (subject == Subject.CHAMELEON) {
                SubjectLog.Troubles troubles = log.next();
                add(scenario.name(), Metric.DROP_REPORTS, (double) troubles.drops());
                add(scenario.name(), Metric.PLUGIN_FAILURES, (double) troubles.failures());
                awaitSilence(troubles);
            }
        }
        add(Figure.IDLE, Metric.PEAK_RSS_MB, probe.peakResidentKilobytes() / KILOBYTES);
        add(Figure.IDLE, Metric.LOADED_THREADS, (double) probe.threads());
        collectGarbage(probe, Metric.LOADED_HEAP_MB);
    }

    /** Collects all garbage and, where the subject tells it, notes the heap that is left. */
    private void collectGarbage(ProcessProbe probe, Metric heap) throws IOException, InterruptedException {
        if (subject.isJvm()) {
            probe.collectGarbage();
            add(Figure.IDLE, heap, probe.heapKilobytes() / KILOBYTES);
        } else {
            probe.signalGarbageCollection();
            Thread.sleep(SETTLING);
        }
    }

    /** Of dropped messages an account tells once, then for a while no more: the next load is to be told of anew. */
    private static void awaitSilence(SubjectLog.Troubles troubles) throws InterruptedException {
        if (troubles.drops() > 0) {
            Thread.sleep(SILENCE);
        }
    }

    private void warmUp(TwitchSide twitch, ProcessProbe probe) throws IOException, InterruptedException {
        if (options.warmUp().isZero()) {
            return;
        }
        for (Scenario scenario : WARM_UP) {
            var unused = new Load(twitch, probe).run(scenario, options.warmUp().dividedBy(WARM_UP.size()));
        }
    }

    private void add(String scenario, Metric metric, double value) {
        figures.add(new Figure(subject, accounts, scenario, repetition, metric, value));
    }
}
