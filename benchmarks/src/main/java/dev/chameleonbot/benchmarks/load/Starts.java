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

    private final Path launcher;
    private final String stockClassPath;
    private final String floorClassPath;
    private final Path javaHome;
    private final List<String> jvmOptions;
    private final Map<String, String> launcherEnvironment;

    private Starts(
            Path launcher,
            String stockClassPath,
            String floorClassPath,
            Path javaHome,
            List<String> jvmOptions,
            Map<String, String> launcherEnvironment) {
        this.launcher = launcher;
        this.stockClassPath = stockClassPath;
        this.floorClassPath = floorClassPath;
        this.javaHome = javaHome;
        this.jvmOptions = jvmOptions;
        this.launcherEnvironment = launcherEnvironment;
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
        String more = System.getenv().getOrDefault("CHAMELEON_JAVA_OPTS", "");
        Map<String, String> environment =
                Map.of("CHAMELEON_JAVA_HOME", javaHome.toString(), "CHAMELEON_JAVA_OPTS", more);
        return new Starts(launcher, classPath(stock), classPath(floor), javaHome, options.jvmOptions(), environment);
    }

    private static String classPath(Path target) throws IOException {
        return target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("class-path")).strip();
    }

    /** How that subject is started with what {@link TwitchSide} has written into the folder. */
    SubjectProcess.Start of(Subject subject, Path folder) {
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
                        launcherEnvironment);
            case STOCK -> java(stockClassPath, STOCK, folder);
            case FLOOR -> java(floorClassPath, FLOOR, folder);
        };
    }

    private SubjectProcess.Start java(String classPath, String mainClass, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(jvmOptions);
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
