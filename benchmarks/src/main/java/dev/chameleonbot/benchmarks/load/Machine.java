package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where and how a comparison is measured, for whoever reads it later. */
final class Machine {
    private Machine() {}

    static Map<String, String> about(CompareOptions options, Clock clock) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("date", Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
        about.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("repetitions", Integer.toString(options.repetitions()));
        about.put(
                "each load",
                options.load().toSeconds() + " s after " + options.warmUp().toSeconds() + " s of warm-up");
        about.put("options of stock and floor", String.join(" ", options.jvmOptions()));
        String more = System.getenv().getOrDefault("CHAMELEON_JAVA_OPTS", "");
        about.put("further options of Chameleon", more.isEmpty() ? "none, its launcher's own" : more);
        about.put("transport", "loopback, plain HTTP/1.1 and WebSockets");
        return about;
    }

    private static String processor() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo"))
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .distinct()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "of unknown kind";
        }
    }
}
