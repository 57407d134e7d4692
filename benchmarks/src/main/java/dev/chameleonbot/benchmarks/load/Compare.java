package dev.chameleonbot.benchmarks.load;

import dev.chameleonbot.benchmarks.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The load harness as a program. */
public final class Compare {
    private static final int FINE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int INCOMPLETE = 3;
    private static final int WARM_UP_ACCOUNTS = 50;

    private final CompareOptions options;
    private final PrintStream out;
    private final PrintStream progress;
    private int complaints;

    private Compare(CompareOptions options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.progress = progress;
    }

    /** Compares and exits with the code of {@link #run}. */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /**
     * Compares.
     *
     * @param out where the report goes
     * @param err where progress and complaints go
     * @param args see {@code --help}
     * @return 0 after a regular end, 1 if it could not measure, 2 for wrong usage, 3 if a subject could not be measured whole
     */
    static int run(PrintStream out, PrintStream err, String... args) {
        CompareOptions options;
        try {
            options = CompareOptions.parse(args);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(CompareOptions.USAGE);
            return WRONG_USAGE;
        }
        if (options.help() || options.check()) {
            out.print(options.help() ? CompareOptions.USAGE : "");
            return FINE;
        }
        Compare compare = new Compare(options, out, err);
        try {
            compare.write(
                    options.report().isPresent()
                            ? Results.ofJson(Files.readString(options.report().get()))
                            : compare.measure());
            return compare.complaints == 0 ? FINE : INCOMPLETE;
        } catch (NoSuchFileException e) {
            err.println("Nothing could be compared: there is no " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            err.println("Nothing could be compared: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted.");
        }
        return FAILED;
    }

    private void complain(String complaint) {
        complaints++;
        progress.println(complaint);
    }

    private Results measure() throws IOException, InterruptedException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new IOException("the figures of processes are read from /proc, which is not here");
        }
        Path javaHome = Path.of(System.getProperty("java.home"));
        Endings endings = new Endings();
        Starts starts = Starts.of(options, javaHome);
        Run.Setting setting = new Run.Setting(options, javaHome, starts, endings, this::complain);
        Map<String, String> about = Machine.about(Clock.systemUTC());
        about.putAll(options.about());
        endings.runAtExit();
        try {
            prepareChameleon(new Training(starts, endings));
            progress.println("Warming the simulator up");
            new Run(setting, Subject.FLOOR, WARM_UP_ACCOUNTS, 0).warmUpTheSimulator();
            return measure(setting, about);
        } finally {
            endings.runAll();
        }
    }

    /** With an ahead-of-time cache or without, whatever was there: it changes start, CPU and memory. */
    private void prepareChameleon(Training training) throws IOException, InterruptedException {
        if (!options.subjects().contains(Subject.CHAMELEON)) {
            return;
        }
        if (options.trained()) {
            progress.println("Training Chameleon");
            training.train(options.out().resolve("logs/training.log"));
        } else {
            training.forget();
        }
    }

    private Results measure(Run.Setting setting, Map<String, String> about) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        List<Subject> subjects = present(setting.starts());
        int runs = options.accounts().size() * options.repetitions() * subjects.size();
        int done = 0;
        for (int accounts : options.accounts()) {
            for (int repetition = 1; repetition <= options.repetitions(); repetition++) {
                for (Subject subject : turned(subjects, repetition)) {
                    done++;
                    progress.println(done + "/" + runs + ": " + subject.label() + " with " + accounts + ", repetition "
                            + repetition);
                    figures.addAll(new Run(setting, subject, accounts, repetition).measure());
                    // After each run, so that an end before the last one leaves what there is.
                    keep(new Results(about, new Figures(figures)));
                }
            }
        }
        return new Results(about, new Figures(figures));
    }

    /** Those of the subjects that are here. */
    private List<Subject> present(Starts starts) throws IOException {
        List<Subject> present = options.subjects().stream().filter(starts::has).toList();
        if (present.isEmpty()) {
            throw new IOException(
                    "the packages of node are missing: start benchmarks/compare.sh with npm, which installs them");
        }
        if (present.size() < options.subjects().size()) {
            progress.println("node is skipped: its packages are missing, which the build installs where there is npm");
        }
        return present;
    }

    /** Another one first each time, so that none always has the warmer simulator. */
    private static List<Subject> turned(List<Subject> subjects, int repetition) {
        List<Subject> order = new ArrayList<>(subjects);
        Collections.rotate(order, 1 - repetition);
        return order;
    }

    private void keep(Results results) throws IOException {
        Files.createDirectories(options.out());
        Files.writeString(options.out().resolve("results.json"), results.toJson());
    }

    private void write(Results results) throws IOException {
        String report = new MarkdownReport(results).text();
        Files.createDirectories(options.out());
        Files.writeString(options.out().resolve("results.csv"), results.toCsv());
        Files.writeString(options.out().resolve("report.md"), report + "\n![Growth](growth.svg)\n");
        Files.writeString(options.out().resolve("growth.svg"), new GrowthPlot(results.figures()).text());
        out.print(report);
        out.println();
        out.println("In " + options.out() + (options.report().isPresent() ? ": " : ": results.json, ")
                + "results.csv, report.md, growth.svg");
        if (complaints > 0) {
            progress.println(
                    "Not whole: " + complaints + " of the runs could not be measured to their end; see above, and "
                            + options.out().resolve("logs"));
        }
    }
}
