package dev.chameleonbot.host.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the process needs.
 *
 * @param resident how many bytes of it are in memory; empty where the system does not say
 * @param openFiles how many file descriptors it has open; empty where the system does not say
 * @param threads how many platform threads there are, daemons included
 */
public record ProcessFigures(
        Instant started,
        Duration cpu,
        OptionalLong resident,
        OptionalLong openFiles,
        OptionalLong mostFiles,
        MemoryUsage heap,
        MemoryUsage nonHeap,
        int threads,
        int daemons,
        int classes,
        List<Collector> collectors) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int BYTES_OF_A_KILOBYTE = 1024;

    public ProcessFigures {
        collectors = List.copyOf(collectors);
    }

    /** What one garbage collector has done. */
    public record Collector(String name, long collections, Duration time) {}

    /** Those of this process, now. */
    static ProcessFigures now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        OptionalLong open = OptionalLong.empty();
        OptionalLong most = OptionalLong.empty();
        if (system instanceof UnixOperatingSystemMXBean unix) {
            open = OptionalLong.of(unix.getOpenFileDescriptorCount());
            most = OptionalLong.of(unix.getMaxFileDescriptorCount());
        }
        return new ProcessFigures(
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                Duration.ofNanos(Math.max(0, system.getProcessCpuTime())),
                residentBytes(),
                open,
                most,
                memory.getHeapMemoryUsage(),
                memory.getNonHeapMemoryUsage(),
                threads.getThreadCount(),
                threads.getDaemonThreadCount(),
                classes.getLoadedClassCount(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(ProcessFigures::collector)
                        .toList());
    }

    private static Collector collector(GarbageCollectorMXBean bean) {
        return new Collector(
                bean.getName(),
                Math.max(0, bean.getCollectionCount()),
                Duration.ofMillis(Math.max(0, bean.getCollectionTime())));
    }

    /** How many bytes of the machine's memory this process holds; empty where the system does not tell. */
    public static OptionalLong residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    String[] words = line.substring(RESIDENT.length()).strip().split(" ", -1);
                    return OptionalLong.of(Long.parseLong(words[0]) * BYTES_OF_A_KILOBYTE);
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // Another system.
        }
    }
}
