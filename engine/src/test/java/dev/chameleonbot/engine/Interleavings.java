package dev.chameleonbot.engine;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;

/**
 * Runs a small concurrent scenario in many of the orders that its threads could take, each chosen and repeatable, and
 * fails with the order that breaks it.
 *
 * <p>Orders differ in the accesses to objects that the model checker takes for shared. It does not see that of one which
 * threads know from a lambda alone: such an object must go through {@link #shared}, or its fields are not watched.
 *
 * <p>The scenario's threads are platform threads: the model checker does not know virtual ones. It leaves plain Java
 * memory effects aside.
 */
public final class Interleavings {
    /** Enough to find each of the mistakes that were made on purpose; a few seconds each. */
    private static final int ORDERS = 100;

    @SuppressWarnings("UnusedVariable") // What a static field leads to is shared for the model checker.
    private static Object latest = ORDERS;

    private Interleavings() {}

    /** The object, and all that it holds on to, is used by several threads. */
    public static <T> T shared(T object) {
        latest = object;
        return object;
    }

    /** Tries the scenario, which makes all that it uses anew and throws what is wrong. */
    public static void explore(Scenario scenario) {
        explore(ORDERS, scenario);
    }

    /** Tries the scenario in so many orders. */
    public static void explore(int orders, Scenario scenario) {
        Lincheck.runConcurrentTest(orders, () -> {
            try {
                scenario.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Runs the parts side by side and waits for all of them. */
    public static void together(Runnable... parts) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Runnable part : parts) {
            threads.add(new Thread(part));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Fails the scenario. Assertion libraries would be explored too, at a great cost. */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** What is tried. */
    @FunctionalInterface
    public interface Scenario {
        /** Runs it once. */
        void run() throws Exception;
    }
}
