package dev.chameleonbot.host.plugins;

import java.time.Duration;
import java.util.List;

/**
 * Threads that a plugin has begun and not ended, which keep its classes in memory: those that have its class loader as
 * their context, as threads do that were begun while it was called, and those of a class of its own. Virtual threads cannot
 * be listed.
 */
final class LeftoverThreads {
    private LeftoverThreads() {}

    /**
     * Waits until a plugin's threads have ended.
     *
     * @param loader the plugin's class loader
     * @param patience how long at most
     * @return the names of those that have not
     */
    static List<String> after(ClassLoader loader, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Thread> left = of(loader);
        try {
            for (Thread thread : left) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return left.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static List<Thread> of(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> loader.equals(thread.getContextClassLoader())
                        || loader.equals(thread.getClass().getClassLoader()))
                .filter(thread -> !thread.equals(Thread.currentThread()))
                .toList();
    }
}
