package dev.chameleonbot.engineplugin;

import dev.chameleonbot.engine.model.Deadline;
import java.lang.reflect.Field;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.pf4j.PluginClassLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine's libraries keep for the next time, in statics: threads for a minute, a database driver for ever. In a
 * program that ends with its engine that is nobody's business. Here the program goes on, and a thread, or the JDK's list
 * of drivers, would keep this plugin's classes after it was unloaded.
 *
 * <p>OkHttp and Okio have no public way to end their threads; where their insides are not what they were, the threads end
 * by themselves after their minute, and their next ones come by themselves. For the engine's thread.
 */
final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration OKHTTPS_KEEP_ALIVE = Duration.ofSeconds(60);

    private static final ClassLoader OWN = Leftovers.class.getClassLoader();

    private static boolean cleared;

    private Leftovers() {}

    /** Makes the libraries usable again after {@link #clear}; does nothing otherwise. */
    static void restore() {
        if (cleared) {
            cleared = false;
            rxSchedulers("start");
        }
    }

    /** Clears up; nothing may be using the libraries any more. Blocks for a moment. */
    static void clear() {
        cleared = true;
        forgetDrivers();
        rxSchedulers("shutdown");
        try {
            endOkHttpsThreads();
            endOkiosWatchdog();
            nameWhatIsLeft();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            log.debug("OkHttp's threads end by themselves, in a minute", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forgetDrivers() {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (OWN.equals(driver.getClass().getClassLoader())) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    log.warn("{} stays registered", driver.getClass().getName(), e);
                }
            }
        }
    }

    /** RxJava comes with twitch4j by way of Hystrix, which starts its threads and does not use them here. */
    private static void rxSchedulers(String method) {
        try {
            Class.forName("rx.schedulers.Schedulers").getMethod(method).invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            log.debug("RxJava's threads stay as they are", e);
        }
    }

    /** Its pool keeps idle threads for a minute, and one that waits for the next task is not even idle. */
    private static void endOkHttpsThreads() throws ReflectiveOperationException, InterruptedException {
        Class<?> type = Class.forName("okhttp3.internal.concurrent.TaskRunner");
        Object runner = type.getField("INSTANCE").get(null);
        Object backend = type.getMethod("getBackend").invoke(runner);
        if (!(backend.getClass().getMethod("getExecutor").invoke(backend) instanceof ThreadPoolExecutor pool)) {
            return;
        }
        synchronized (runner) {
            type.getMethod("cancelAll").invoke(runner);
            runner.notifyAll();
        }
        pool.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        Deadline deadline = Deadline.in(PATIENCE);
        while (pool.getPoolSize() > 0 && !deadline.hasPassed()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        pool.setKeepAliveTime(OKHTTPS_KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Its watchdog ends if there is no sentinel at the end of a wait; it waits for up to a minute. */
    private static void endOkiosWatchdog() throws ReflectiveOperationException {
        Class<?> type = Class.forName("okio.AsyncTimeout");
        Field sentinel = accessible(type, "idleSentinel");
        if (!(accessible(type, "lock").get(null) instanceof Lock lock)
                || !(accessible(type, "condition").get(null) instanceof Condition condition)) {
            return;
        }
        lock.lock();
        try {
            sentinel.set(null, null);
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Field accessible(Class<?> type, String field) throws ReflectiveOperationException {
        Field found = type.getDeclaredField(field);
        found.setAccessible(true);
        return found;
    }

    /** The threads that are this plugin's by their class or their context, which is how they keep its classes. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        OWN.equals(thread.getClass().getClassLoader()) || OWN.equals(thread.getContextClassLoader()))
                .toList();
    }

    private static void nameWhatIsLeft() throws InterruptedException {
        if (!(OWN instanceof PluginClassLoader)) {
            return; // It is the host's own, and so are its threads.
        }
        Deadline deadline = Deadline.in(PATIENCE);
        for (Thread thread : threads()) {
            thread.join(deadline.left());
            if (thread.isAlive()) {
                log.warn("The thread {} did not end in time", thread.getName());
            }
        }
    }
}
