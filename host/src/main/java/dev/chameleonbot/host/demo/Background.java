package dev.chameleonbot.host.demo;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Background work during the chat; it is interrupted and waited for at the end. For one thread. */
final class Background implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private final List<Thread> threads = new ArrayList<>();

    /** Something that goes on until it is told to stop, or interrupted. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    void start(String name, Work work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("{} has ended", name, e);
            }
        }));
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
