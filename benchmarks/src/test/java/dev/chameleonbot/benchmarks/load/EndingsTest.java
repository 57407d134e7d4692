package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndingsTest {
    private final Endings endings = new Endings();
    private final List<String> ended = new ArrayList<>();

    @Test
    void theLatestEndsFirstAndEachOnce() {
        Runnable folder = () -> ended.add("folder");
        Runnable process = () -> ended.add("process");
        endings.add(folder);
        endings.add(process);
        endings.runAll();
        endings.runAll();
        endings.run(folder);
        assertThat(ended).containsExactly("process", "folder");
    }

    @Test
    void whatHasEndedByItselfIsNotEndedAgain() {
        Runnable process = () -> ended.add("process");
        endings.add(process);
        endings.run(process);
        endings.runAll();
        assertThat(ended).containsExactly("process");
    }

    @Test
    void whatComesTooLateIsEndedAtOnce() {
        endings.runAll();
        endings.add(() -> ended.add("process"));
        assertThat(ended).containsExactly("process");
    }

    @Test
    void theExitWaitsForWhatIsBeingEnded() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Runnable folder = () -> {
            begun.countDown();
            awaitUninterruptibly(mayEnd);
            ended.add("folder");
        };
        endings.add(folder);
        Thread main = Thread.ofPlatform().start(() -> endings.run(folder));
        begun.await();
        Thread exit = Thread.ofPlatform().start(() -> {
            endings.runAll();
            ended.add("exit");
        });
        while (exit.getState() != Thread.State.WAITING) {
            assertThat(exit.isAlive()).as("the exit waits").isTrue();
            Thread.onSpinWait();
        }

        mayEnd.countDown();

        main.join();
        exit.join();
        assertThat(ended).containsExactly("folder", "exit");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
