package dev.chameleonbot.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system and the JVM tell of a process. */
final class ProcessProbe {
    private static final int LONGEST_ANSWER_SECONDS = 60;
    private static final String COUNTERS = "PerfCounter.print";
    private static final String ENDED = "The subject has ended";
    private static final Pattern USED = Pattern.compile("\\bused ([0-9]+)([KMG])\\b");

    private final long pid;
    private final Path jcmd;

    ProcessProbe(long pid, Path javaHome) {
        this.pid = pid;
        this.jcmd = javaHome.resolve("bin/jcmd");
    }

    /**
     * All CPU that it has used, to 10 ms.
     *
     * @throws IOException if the process has ended
     */
    Duration cpu() throws IOException {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow(() -> new IOException(ENDED));
    }

    long threads() throws IOException {
        return status("Threads");
    }

    long residentKilobytes() throws IOException {
        return status("VmRSS");
    }

    long peakResidentKilobytes() throws IOException {
        return status("VmHWM");
    }

    int descriptors() {
        String[] open = new File("/proc/" + pid + "/fd").list();
        return open == null ? 0 : open.length;
    }

    /** Collects all garbage, twice, so that what the first time left to be cleaned is gone as well. */
    void collectGarbage() throws IOException, InterruptedException {
        ask("GC.run");
        ask("GC.run");
    }

    /** Asks a subject that is no JVM for the same; it does it soon. */
    void signalGarbageCollection() throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-USR2", Long.toString(pid)).start().waitFor();
    }

    long heapKilobytes() throws IOException, InterruptedException {
        return usedHeap(ask("GC.heap_info"));
    }

    /** The classes that it has loaded since its start. */
    long loadedClasses() throws IOException, InterruptedException {
        String counters = ask(COUNTERS);
        return counter(counters, "java.cls.loadedClasses") + counter(counters, "java.cls.sharedLoadedClasses");
    }

    /**
     * What it has allocated since its start, as far as a serial collector's nursery tells: how often it was full, and what is
     * in it now.
     */
    long allocatedKilobytes() throws IOException, InterruptedException {
        String counters = ask(COUNTERS);
        String eden = "sun.gc.generation.0.space.0.";
        long bytes = counter(counters, "sun.gc.collector.0.invocations") * counter(counters, eden + "capacity")
                + counter(counters, eden + "used");
        return bytes / 1024;
    }

    /** One number of {@code PerfCounter.print}. */
    static long counter(String counters, String name) {
        return counters.lines()
                .filter(line -> line.startsWith(name + "="))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no counter " + name));
    }

    private long status(String name) throws IOException {
        try {
            return field(Files.readString(Path.of("/proc/" + pid + "/status")), name);
        } catch (NoSuchFileException | IllegalArgumentException e) {
            // A process that has ended keeps its status for a moment, but has no memory any more.
            throw new IOException(ENDED, e);
        }
    }

    /** One number of {@code /proc/PID/status}. */
    static long field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + name + " in the status"));
    }

    /** What {@code GC.heap_info} of any collector calls used, in kilobytes, without the metaspace. */
    static long usedHeap(String heapInfo) {
        return heapInfo.lines()
                .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1))
                        * switch (found.group(2)) {
                            case "M" -> 1 << 10;
                            case "G" -> 1 << 20;
                            default -> 1;
                        })
                .sum();
    }

    private String ask(String command) throws IOException, InterruptedException {
        Path answer = Files.createTempFile("jcmd", ".txt");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("The subject does not answer " + command);
            }
            return Files.readString(answer, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(answer);
        }
    }
}
