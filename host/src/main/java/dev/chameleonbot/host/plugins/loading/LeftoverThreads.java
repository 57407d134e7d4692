package dev.chameleonbot.host.plugins.loading;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.PluginThreads;
import java.time.Duration;
import java.util.List;

/**
 * Threads that a plugin has begun and not ended, which keep its classes in memory. Those begun at its start have its class
 * loader as their context; those begun by its sessions are in the group of the threads that called them, which the engine
 * names for the plugin; others are of a class of its own. Virtual threads cannot be listed.
 */
final class LeftoverThreads {
    private LeftoverThreads() {}

    /**
     * Waits until a plugin's threads have ended.
     *
     * @return the names of those that have not
     */
    static List<String> after(String id, ClassLoader loader, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        List<Thread> left = of(id, loader);
        try {
            for (Thread thread : left) {
                thread.join(deadline.left());
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

    private static List<Thread> of(String id, ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> loader.equals(thread.getContextClassLoader())
                        || loader.equals(thread.getClass().getClassLoader())
                        || isInGroup(thread, PluginThreads.group(id)))
                .filter(thread -> !thread.equals(Thread.currentThread()) && !isTheEngines(thread))
                .toList();
    }

    /** Those that call sessions are in the same group, and end by themselves or are reported by the engine. */
    private static boolean isTheEngines(Thread thread) {
        return Engine.class.getModule().equals(thread.getClass().getModule());
    }

    private static boolean isInGroup(Thread thread, String name) {
        ThreadGroup group = thread.getThreadGroup();
        while (group != null && !group.getName().equals(name)) {
            group = group.getParent();
        }
        return group != null;
    }
}
