package dev.chameleonbot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** When and where something is measured, for whoever reads it later. */
public final class Machine {
    private Machine() {}

    /**
     * The date, the JDK and the machine.
     *
     * @param clock tells the date
     * @return the value of each, by name, in the order to be shown in
     */
    public static Map<String, String> about(Clock clock) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("date", Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
        about.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"));
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
