package dev.chameleonbot.host.metrics;

import static dev.chameleonbot.host.metrics.MetricFamilies.seconds;

import dev.chameleonbot.host.metrics.Exposition.Samples;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** What the process needs, by the names that Prometheus' own libraries use. */
final class ProcessFamilies {
    static final List<MetricFamily> ALL = List.of(
            process(
                    "process_start_time_seconds",
                    MetricType.GAUGE,
                    "When the process began, in seconds since the epoch",
                    (process, into) -> into.value(seconds(process.started()))),
            process(
                    "process_cpu_seconds_total",
                    MetricType.COUNTER,
                    "Processor time that the process has had",
                    (process, into) -> into.value(seconds(process.cpu()))),
            process(
                    "process_resident_memory_bytes",
                    MetricType.GAUGE,
                    "Memory of the process that is in memory; on Linux",
                    (process, into) -> process.resident().ifPresent(into::count)),
            process(
                    "process_open_fds",
                    MetricType.GAUGE,
                    "File descriptors that are open; not on Windows",
                    (process, into) -> process.openFiles().ifPresent(into::count)),
            process(
                    "process_max_fds",
                    MetricType.GAUGE,
                    "File descriptors that may be open; not on Windows",
                    (process, into) -> process.mostFiles().ifPresent(into::count)),
            memory("jvm_memory_used_bytes", "Memory of the virtual machine that is used", MemoryUsage::getUsed),
            memory(
                    "jvm_memory_committed_bytes",
                    "Memory that the virtual machine has from the system",
                    MemoryUsage::getCommitted),
            memory("jvm_memory_max_bytes", "Memory that the virtual machine may have", MemoryUsage::getMax),
            process(
                    "jvm_threads_current",
                    MetricType.GAUGE,
                    "Platform threads, daemons included",
                    (process, into) -> into.count(process.threads())),
            process(
                    "jvm_threads_daemon",
                    MetricType.GAUGE,
                    "Platform threads that are daemons",
                    (process, into) -> into.count(process.daemons())),
            process(
                    "jvm_classes_currently_loaded",
                    MetricType.GAUGE,
                    "Classes that are loaded",
                    (process, into) -> into.count(process.classes())),
            process(
                    "jvm_gc_collection_seconds",
                    MetricType.SUMMARY,
                    "How often and how long each garbage collector has collected",
                    (process, into) -> process.collectors()
                            .forEach(one -> into.summary(one.collections(), seconds(one.time()), one.name())),
                    "gc"));

    private ProcessFamilies() {}

    private static MetricFamily process(
            String name, MetricType type, String help, BiConsumer<ProcessFigures, Samples> source, String... labels) {
        return new MetricFamily(
                name, type, List.of(labels), help, (figures, into) -> source.accept(figures.process(), into));
    }

    /** What has no limit is said to have one of -1, which would be a figure. */
    private static MetricFamily memory(String name, String help, ToLongFunction<MemoryUsage> value) {
        return process(
                name,
                MetricType.GAUGE,
                help + ", by area",
                (process, into) -> {
                    add(into, value.applyAsLong(process.heap()), "heap");
                    add(into, value.applyAsLong(process.nonHeap()), "nonheap");
                },
                "area");
    }

    private static void add(Samples into, long bytes, String area) {
        if (bytes >= 0) {
            into.count(bytes, area);
        }
    }
}
