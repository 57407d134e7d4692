package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SerialExecutorTest {

    @Test
    void runsTasksOneAtATimeInTheirOrderOnManyThreads() throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(10_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SerialExecutor serial = new SerialExecutor(threads, thrown -> {});
            IntStream.range(0, 10_000)
                    .forEach(i -> serial.execute(() -> {
                        ran.add(i);
                        done.countDown();
                    }));
            done.await();
        }
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void tellsWhatATaskHasThrownAndGoesOn() {
        List<Throwable> failures = new ArrayList<>();
        List<String> ran = new ArrayList<>();
        SerialExecutor serial = new SerialExecutor(Runnable::run, failures::add);
        serial.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        serial.execute(() -> ran.add("next"));
        serial.execute(() -> {
            throw new AssertionError("an error on purpose");
        });
        serial.execute(() -> ran.add("last"));
        assertThat(ran).containsExactly("next", "last");
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("on purpose", "an error on purpose");
    }
}
