package dev.chameleonbot.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How each subject is started, from a source tree that is built. */
final class Starts {
    private static final String STOCK = "dev.chameleonbot.benchmarks.stock.StockBots";
    private static final String FLOOR = "dev.chameleonbot.benchmarks.floor.FloorBots";
    private static final Path NODE = Path.of("benchmarks/target/node");

    /** The variable from which the launcher takes further options of the JVM. */
    static final String LAUNCHER_OPTIONS = "CHAMELEON_JAVA_OPTS";

    private final Path project;
    private final Path launcher;
    private final String stockClassPath;
    private final String floorClassPath;
    private final Path javaHome;
    private final List<String> jvmOptions;

    private Starts(
            Path project,
            Path launcher,
            String stockClassPath,
            String floorClassPath,
            Path javaHome,
            List<String> jvmOptions) {
        this.project = project;
        this.launcher = launcher;
        this.stockClassPath = stockClassPath;
        this.floorClassPath = floorClassPath;
        this.javaHome = javaHome;
        this.jvmOptions = jvmOptions;
    }

    /**
     * Finds everything.
     *
     * @throws IOException if something is not built; the message says what
     */
    static Starts of(CompareOptions options, Path javaHome) throws IOException {
        Path project = options.project();
        Path launcher = project.resolve("host/target/chameleon/bin/chameleon");
        Path stock = project.resolve("benchmarks/stock/target");
        Path floor = project.resolve("benchmarks/target");
        for (Path needed : List.of(launcher, stock.resolve("class-path"), floor.resolve("class-path"), stock, floor)) {
            if (!Files.exists(needed)) {
                throw new IOException(needed + " is missing: start benchmarks/compare.sh, which builds it");
            }
        }
        return new Starts(project, launcher, classPath(stock), classPath(floor), javaHome, options.jvmOptions());
    }

    private static String classPath(Path target) throws IOException {
        return target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("class-path")).strip();
    }

    /** Whether that subject is here. */
    boolean has(Subject subject) {
        return subject != Subject.NODE
                || Files.isDirectory(project.resolve(NODE).resolve("node_modules"));
    }

    /** How that subject is started with what {@link TwitchSide} has written into the folder, and needs in the JVM. */
    SubjectProcess.Start of(Subject subject, Path folder, List<String> moreOptions) {
        return switch (subject) {
            case CHAMELEON ->
                new SubjectProcess.Start(
                        List.of(
                                launcher.toString(),
                                "run",
                                "--config",
                                folder.resolve(TwitchSide.CONFIG).toString(),
                                "--state",
                                folder.resolve("state").toString()),
                        launcherEnvironment(moreOptions, folder));
            case STOCK -> java(stockClassPath, STOCK, folder, moreOptions);
            case FLOOR -> java(floorClassPath, FLOOR, folder, moreOptions);
            case NODE ->
                new SubjectProcess.Start(
                        List.of(
                                "node",
                                "--expose-gc",
                                project.resolve(NODE).resolve("bots.js").toString(),
                                folder.resolve(TwitchSide.ACCOUNTS).toString()),
                        LoopbackCertificate.trustingEnvironment(folder));
        };
    }

    /** How Chameleon is trained. It is asked to end and not killed, since it has a host of its own that it ends. */
    SubjectProcess.Start training() {
        return new SubjectProcess.Start(
                List.of(launcher.toString(), "train", "--into-program"),
                launcherEnvironment(List.of(), libraries()),
                "TERM");
    }

    /** Where the distribution has its jars, and its ahead-of-time cache. */
    Path libraries() {
        return launcher.resolveSibling("../lib").normalize();
    }

    /** The cache is the run's own, so that what other runs have left there changes nothing. */
    private Map<String, String> launcherEnvironment(List<String> moreOptions, Path cache) {
        List<String> options = new ArrayList<>(moreOptions);
        options.add(System.getenv().getOrDefault(LAUNCHER_OPTIONS, ""));
        return Map.of(
                "CHAMELEON_JAVA_HOME",
                javaHome.toString(),
                "XDG_CACHE_HOME",
                cache.toString(),
                LAUNCHER_OPTIONS,
                String.join(" ", options));
    }

    private SubjectProcess.Start java(String classPath, String mainClass, Path folder, List<String> moreOptions) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(jvmOptions);
        command.addAll(moreOptions);
        Stream.of(
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        classPath,
                        mainClass,
                        folder.resolve(TwitchSide.ACCOUNTS).toString())
                .forEach(command::add);
        return new SubjectProcess.Start(List.copyOf(command), Map.of());
    }
}
