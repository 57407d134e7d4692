package dev.chameleonbot.host.training;

import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A training run: a distribution's own launcher runs the host against a simulated Twitch, and Java keeps what it has learned
 * of it in an ahead-of-time cache, which the launcher gives to later starts.
 *
 * <p>Source: JEP 514, Ahead-of-Time Command-Line Ergonomics, and JEP 515, Ahead-of-Time Method Profiling.
 */
public final class Training {
    /** The variable of the environment that tells a host to learn, and where to keep it. */
    public static final String VARIABLE = "CHAMELEON_TRAINING";

    /** The first Java that makes a cache in one step. */
    public static final int OLDEST_JAVA = 25;

    private static final int ACCOUNTS = 10;
    /** So many that Java gets to know the way of a message, and so few that they take seconds. */
    private static final int ROUNDS = 1_000;
    /** No account is to wait for its budget. */
    private static final int NO_LIMIT = 100 * ROUNDS;

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    /** Java writes the cache after the host has stopped. */
    private static final Duration LONGEST_END = Duration.ofMinutes(3);

    /** Of what the host has said, where it fails. */
    private static final int LAST_LINES = 10;

    private static final String CONFIG = "config.json";

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path home;
    private final Path cache;
    private final StopSignal stop;
    private final Consumer<String> progress;

    /**
     * Prepares a training.
     *
     * @param cache where the launcher looks for the cache: one for each Java and each place of the program
     * @param progress gets each step, in words for people
     */
    public Training(Path home, Path cache, StopSignal stop, Consumer<String> progress) {
        this.home = home;
        this.cache = cache;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Makes the cache; one that there was is replaced.
     *
     * @return whether it was made; false only if the training was stopped
     * @throws IOException if it cannot be made; the message says why
     */
    public boolean run() throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("chameleon-training-");
                Simulator twitch =
                        Simulator.builder().rateLimitPerMinute(NO_LIMIT).start()) {
            List<SimulatedUser> users = IntStream.range(0, ACCOUNTS)
                    .mapToObj(number -> twitch.addUser("trainee" + number))
                    .toList();
            Path fresh = folder.path().resolve("fresh.aot");
            Path log = folder.path().resolve("host.log");
            progress.accept("Running " + ACCOUNTS + " accounts against a simulated Twitch");
            Files.createFile(
                    folder.path().resolve(CONFIG),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(folder.path().resolve(CONFIG), twitch.configuration());
            Process host = start(folder.path(), fresh, log);
            try {
                if (!work(twitch, users, host, log)) {
                    return false;
                }
                progress.accept("Writing what Java has learned");
                host.destroy();
                await(host, LONGEST_END);
                if (stop.asked()) {
                    return false;
                }
            } finally {
                end(host);
            }
            // The same again: this time Java does not come to run it, but makes the cache of what it has seen.
            Process maker = start(folder.path(), fresh, log);
            try {
                await(maker, LONGEST_END);
                if (stop.asked()) {
                    return false;
                }
            } finally {
                end(maker);
            }
            if (!Files.exists(fresh) || Files.size(fresh) == 0) {
                throw failure("Java has made no cache.", log);
            }
            OwnersFiles.createDirectories(cache.toAbsolutePath().resolveSibling(""));
            Path beside = Files.copy(
                    fresh, cache.resolveSibling(cache.getFileName() + ".new"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
    }

    private Process start(Path folder, Path fresh, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/chameleon").toString(), "run", "--data", folder.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CHAMELEON_")); // Such as where Twitch is.
        environment.put("CHAMELEON_JAVA_HOME", System.getProperty("java.home"));
        environment.put(VARIABLE, fresh.toString());
        return builder.start();
    }

    /**
     * Until all accounts are live, and have written and been answered many times, among strangers; false if the training is
     * to end.
     */
    private boolean work(Simulator twitch, List<SimulatedUser> users, Process host, Path log)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(LONGEST_START);
        while (!twitch.await(() -> twitch.enabledSubscriptions() >= 2 * ACCOUNTS - 1, LOOK)) {
            if (stop.asked()) {
                return false;
            }
            if (!host.isAlive() || deadline.hasPassed()) {
                throw failure("The host does not start.", log);
            }
        }
        String stranger = twitch.addUser("stranger").login();
        for (int round = 0; round < ROUNDS && !stop.asked(); round++) {
            for (SimulatedUser user : users) {
                var unusedOwn = twitch.say(user.login(), user.login(), "training " + round);
                var unusedOther = twitch.say(stranger, user.login(), "watching " + round);
            }
            deadline = Deadline.in(LONGEST_ANSWER);
            while (!twitch.await(() -> twitch.served().missing() == 0, LOOK) && !stop.asked()) {
                if (!host.isAlive() || deadline.hasPassed()) {
                    throw failure("The host does not answer its accounts.", log);
                }
            }
        }
        return !stop.asked();
    }

    private static IOException failure(String what, Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return new IOException(what + " It has said at last:\n" + String.join("\n", last));
    }

    private void await(Process host, Duration atMost) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        while (!host.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS) && !stop.asked()) {
            if (deadline.hasPassed()) {
                throw new IOException("Java has not written the cache within " + atMost.toMinutes() + " minutes");
            }
        }
    }

    private static void end(Process host) throws InterruptedException {
        host.descendants().forEach(ProcessHandle::destroyForcibly);
        host.destroyForcibly();
        host.waitFor();
    }
}
