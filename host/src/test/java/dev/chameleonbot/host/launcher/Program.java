package dev.chameleonbot.host.launcher;

import dev.chameleonbot.host.cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The program as the build has put it together, in a process of its own; ended with the test that started it. */
final class Program implements AutoCloseable {
    /** How long anything may take on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts it in a directory, where its data are too, with nothing in its environment but that, the path, the Java of this
     * test, and more.
     */
    static Program start(Path directory, Map<String, String> more, String... arguments) throws IOException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        List<String> command =
                new ArrayList<>(List.of(launcher().toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.environment().put("CHAMELEON_DATA", directory.toString());
        builder.environment().putAll(more);
        return new Program(builder.start(), out, err);
    }

    /** Runs it to its end. */
    static Outcome run(Path directory, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = environment();
        environment.put("CHAMELEON_DATA", directory.toString());
        return Script.run(launcher(), directory, environment, arguments);
    }

    private static Path launcher() {
        return Path.of("target", "chameleon", "bin", "chameleon").toAbsolutePath();
    }

    /** The distribution's plugins folder. */
    static Path plugins() {
        return Path.of("target", "chameleon", "plugins").toAbsolutePath();
    }

    /** A plugin's jar as the distribution has it. */
    static Path pluginJar(String name) {
        return plugins().resolve(name);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("CHAMELEON_JAVA_HOME", System.getProperty("java.home"));
        // How long it lives is not worth the second compiler.
        environment.put("CHAMELEON_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return environment;
    }

    /** Writes a configuration that only its owner can read. */
    static Path config(Path directory, String text) throws IOException {
        Path file = Files.createTempFile(directory, "config", ".json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(file, text);
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** Types a line. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until it has said something. */
    void awaitOut(String text) throws InterruptedException {
        awaitOut(text, 1);
    }

    /** Waits until it has said something a number of times. */
    void awaitOut(String text, int times) throws InterruptedException {
        await(text, times, this::out);
    }

    /** Waits until it has logged something. */
    void awaitErr(String text) throws InterruptedException {
        await(text, 1, this::err);
    }

    private void await(String text, int times, Supplier<String> said) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean ended = false;
        while (said.get().split(Pattern.quote(text), -1).length <= times) {
            if (ended || System.nanoTime() - end > 0) {
                throw new AssertionError(
                        "It has not said '" + text + "', but:\n" + out() + err() + (ended ? "and has ended" : ""));
            }
            ended = process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle.Info info() {
        return process.info();
    }

    /** Asks it to end, as a service manager does, and waits for that. */
    int terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It has not ended within " + atMost + ": " + out() + err());
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets it delete what it has made, and ends it in any case. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
