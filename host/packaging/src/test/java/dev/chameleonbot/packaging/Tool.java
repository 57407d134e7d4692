package dev.chameleonbot.packaging;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test runs to its end; what it prints is in the test's report. */
final class Tool {
    /** What the scripts end with where something that they need is not on this machine; its last line says what. */
    private static final int NOT_HERE = 77;

    private Tool() {}

    /**
     * Runs a command.
     *
     * @param folder where what it says is kept
     * @param environment all of its environment
     * @param atMost how long it may take
     * @param command the program and its arguments
     * @return what it said, on both streams
     */
    static String run(Path folder, Map<String, String> environment, Duration atMost, List<String> command)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command + " took longer than " + atMost + ":\n" + Files.readString(said));
        }
        String text = Files.readString(said);
        if (process.exitValue() == NOT_HERE) {
            abort(text.strip());
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " ended with " + process.exitValue() + ":\n" + text);
        }
        return text;
    }

    /** What the build has made. */
    static Path released(String name) {
        return Path.of(System.getProperty("release.folder"), name);
    }

    static String version() {
        return System.getProperty("release.version");
    }

    static String platform() {
        return System.getProperty("release.platform");
    }
}
