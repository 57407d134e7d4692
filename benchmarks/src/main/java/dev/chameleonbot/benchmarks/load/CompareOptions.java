package dev.chameleonbot.benchmarks.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What to compare and how.
 *
 * @param project the source tree, built
 * @param out the folder for the results
 * @param accounts how many accounts, one run for each number
 * @param subjects what to measure
 * @param scenarios the loads, in their order
 * @param repetitions how often everything is measured
 * @param load how long each load is
 * @param warmUp how long there is load before anything is measured
 * @param idle how long the CPU is measured without load
 * @param jvmOptions the options of the JVMs of stock and floor
 * @param trained whether Chameleon is trained before it is measured
 * @param transport what is spoken between subject and simulator
 * @param report results to show again, instead of measuring
 * @param check whether only the options are to be checked
 * @param help whether only the usage is asked for
 */
record CompareOptions(
        Path project,
        Path out,
        List<Integer> accounts,
        List<Subject> subjects,
        List<Scenario> scenarios,
        int repetitions,
        Duration load,
        Duration warmUp,
        Duration idle,
        List<String> jvmOptions,
        boolean trained,
        Transport transport,
        Optional<Path> report,
        boolean check,
        boolean help) {
    static final String USAGE = """
        Usage: compare.sh [--full] [--accounts N,…] [--subjects NAME,…] [--scenarios NAME,…] [--repetitions N]
                          [--seconds N] [--warm-up N] [--idle N] [--transport NAME] [--jvm-options "…"] [--out DIR] [--report FILE]
                          [--trained] [--check]

        Measures stock twitch4j, Chameleon, the floor and twurple on Node.js against one another, on a simulated Twitch on
        loopback.

          --full             all of it (hours) instead of the points that matter (half an hour)
          --accounts N,…     numbers of accounts, 1 to 5000 (default 50,200,1000; full 1,100,500,1000,5000)
          --subjects NAME,…  of stock, chameleon, floor, node (default all; node is skipped where npm has not installed it)
          --scenarios NAME,… loads: own-RATE, busy-RATE, closed-WINDOW, burst, each with or without -putMILLISECONDS
          --repetitions N    how often everything is measured, 1 to 20 (default 3)
          --seconds N        how long each load is, 1 to 600 (default 5; full 10)
          --warm-up N        seconds of load before anything is measured, 0 to 600 (default 12; full 20); with 0 the first
                             load is measured from its first message, with all that is compiled and loaded for it
          --idle N           seconds in which the CPU at idle is measured, 1 to 600 (default 4; full 20)
          --transport NAME   plain, tls, or h2: TLS with HTTP/2 for Helix, as Twitch has it (default plain)
          --jvm-options "…"  options of the JVMs of stock and floor (default the launcher's own)
          --trained          trains Chameleon first ("chameleon train"); without it no ahead-of-time cache is used
          --out DIR          folder for the results (default benchmarks/target/compare, with --report that of FILE)
          --report FILE      shows the results in a results.json again, and measures and builds nothing
          --check            checks the options, and does and builds nothing
          --no-build         measures what is built already
          --help             show this and exit

        Exits with 0, with 1 if nothing could be measured, 2 for wrong usage, 3 if a subject could not be measured to its end.
        """;

    /** What the launcher gives to Chameleon on a JDK of today, so that all have the same; a test compares it. */
    static final List<String> LAUNCHERS_OWN = List.of(
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-Xmn16m",
            "-XX:MinHeapFreeRatio=15",
            "-XX:MaxHeapFreeRatio=25",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:Tier4InvocationThreshold=25000",
            "-XX:Tier4MinInvocationThreshold=3000",
            "-XX:Tier4CompileThreshold=75000",
            "-XX:Tier4BackEdgeThreshold=200000");

    private static final String SINCE_JAVA_23 = "-XX:TrimNativeHeapInterval=";
    private static final int MOST_ACCOUNTS = 5_000;
    private static final int LONGEST_SECONDS = 600;
    private static final String QUICK = "busy-4000,closed-8,closed-64,own-200,burst-put100";
    private static final String FULL = "busy-4000,busy-1000,closed-8,closed-64,own-1000,own-200,own-20,"
            + "own-200-put100,closed-64-put100,burst-put100";

    /**
     * Reads a command line.
     *
     * @throws UsageException if it is not understood
     */
    static CompareOptions parse(String... args) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        boolean full = rest.remove("--full");
        Raw raw = new Raw(full);
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--help" -> raw.help = true;
                case "--check" -> raw.check = true;
                case "--trained" -> raw.trained = true;
                case "--project" -> raw.project = Path.of(value(option, rest));
                case "--out" -> raw.out = Path.of(value(option, rest));
                case "--accounts" ->
                    raw.accounts = list(option, value(option, rest), text -> number(text, MOST_ACCOUNTS));
                case "--subjects" -> raw.subjects = list(option, value(option, rest), Subject::of);
                case "--scenarios" -> raw.scenarios = list(option, value(option, rest), Scenario::of);
                case "--repetitions" -> raw.repetitions = number(option, value(option, rest), 20);
                case "--seconds" -> raw.load = seconds(option, value(option, rest));
                case "--warm-up" -> raw.warmUp = warmUp(value(option, rest));
                case "--idle" -> raw.idle = seconds(option, value(option, rest));
                case "--jvm-options" ->
                    raw.jvmOptions = Stream.of(anyValue(option, rest).split("\\s+"))
                            .filter(part -> !part.isEmpty())
                            .toList();
                case "--transport" -> raw.transport = transport(value(option, rest));
                case "--report" -> raw.report = Optional.of(Path.of(value(option, rest)));
                default -> throw new UsageException("There is no option " + option);
            }
        }
        return raw.options();
    }

    /** What of it readers of the results want to know, by name, in the order to be shown in. */
    Map<String, String> about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("repetitions", Integer.toString(repetitions));
        about.put(
                "each load",
                load.toSeconds() + " s"
                        + (warmUp.isZero() ? ", without warm-up" : " after " + warmUp.toSeconds() + " s of warm-up"));
        about.put("options of stock and floor", jvmOptions.isEmpty() ? "none" : String.join(" ", jvmOptions));
        String more = System.getenv().getOrDefault(Starts.LAUNCHER_OPTIONS, "");
        about.put("further options of Chameleon", more.isEmpty() ? "none, its launcher's own" : more);
        about.put("ahead-of-time cache of Chameleon", trained ? "yes, trained before the first run" : "none");
        about.put("transport", "loopback, " + transport.description());
        return about;
    }

    /** What the launcher gives to a Java of that version. */
    static List<String> launchersOwn(int version) {
        return LAUNCHERS_OWN.stream()
                .filter(option -> version >= 23 || !option.startsWith(SINCE_JAVA_23))
                .toList();
    }

    private static String value(String option, Deque<String> rest) throws UsageException {
        return anyValue(option, rest.isEmpty() || rest.peekFirst().startsWith("--") ? new ArrayDeque<>() : rest);
    }

    /** A value that may begin like an option, as options of the JVM do. */
    private static String anyValue(String option, Deque<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException("The option " + option + " needs a value");
        }
        return rest.removeFirst();
    }

    private static Transport transport(String label) throws UsageException {
        return Transport.of(label)
                .orElseThrow(() -> new UsageException(
                        "In --transport, '" + label + "' is not understood; there are plain, tls, h2"));
    }

    private static <T> List<T> list(String option, String value, Function<String, Optional<T>> reading)
            throws UsageException {
        List<T> found = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            T one = reading.apply(part)
                    .orElseThrow(() -> new UsageException(
                            "In " + option + ", '" + part + "' is not understood; " + expected(option)));
            if (found.contains(one)) {
                throw new UsageException("In " + option + ", '" + part + "' stands twice");
            }
            found.add(one);
        }
        return List.copyOf(found);
    }

    private static String expected(String option) {
        return switch (option) {
            case "--accounts" -> "a number is 1 to " + MOST_ACCOUNTS;
            case "--subjects" -> "there are stock, chameleon, floor, node";
            default -> "there are " + Scenario.FORMS;
        };
    }

    private static Optional<Integer> number(String text, int most) {
        return text.matches("[0-9]{1,6}")
                ? Optional.of(Integer.parseInt(text)).filter(number -> number >= 1 && number <= most)
                : Optional.empty();
    }

    private static int number(String option, String text, int most) throws UsageException {
        return number(text, most)
                .orElseThrow(() -> new UsageException(
                        "The option " + option + " needs a number from 1 to " + most + ", not " + text));
    }

    private static Duration seconds(String option, String text) throws UsageException {
        return Duration.ofSeconds(number(option, text, LONGEST_SECONDS));
    }

    private static Duration warmUp(String text) throws UsageException {
        return text.equals("0") ? Duration.ZERO : seconds("--warm-up", text);
    }

    /** What has been read so far, over what is usual. */
    private static final class Raw {
        private Path project = Path.of("");
        private Path out = Path.of("");
        private List<Integer> accounts;
        private List<Subject> subjects = List.of(Subject.values());
        private List<Scenario> scenarios;
        private int repetitions = 3;
        private Duration load;
        private Duration warmUp;
        private Duration idle;
        private List<String> jvmOptions = launchersOwn(Runtime.version().feature());
        private boolean trained;
        private Transport transport = Transport.PLAIN;
        private Optional<Path> report = Optional.empty();
        private boolean check;
        private boolean help;

        private Raw(boolean full) throws UsageException {
            accounts = full ? List.of(1, 100, 500, 1000, 5000) : List.of(50, 200, 1000);
            scenarios = list("--scenarios", full ? FULL : QUICK, Scenario::of);
            load = Duration.ofSeconds(full ? 10 : 5);
            warmUp = Duration.ofSeconds(full ? 20 : 12);
            idle = Duration.ofSeconds(full ? 20 : 4);
        }

        private CompareOptions options() {
            Path tree = project.toAbsolutePath().normalize();
            Path usual = report.map(file -> file.toAbsolutePath().resolveSibling(""))
                    .orElse(tree.resolve("benchmarks/target/compare"));
            Path folder = out.toString().isEmpty() ? usual : out.toAbsolutePath();
            return new CompareOptions(
                    tree,
                    folder,
                    accounts,
                    subjects,
                    scenarios,
                    repetitions,
                    load,
                    warmUp,
                    idle,
                    jvmOptions,
                    trained,
                    transport,
                    report,
                    check,
                    help);
        }
    }
}
