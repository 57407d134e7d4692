package dev.chameleonbot.host.plugins.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.PluginThreads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2 calls of plugins outside of their sessions")
final class PluginCallsTest {
    private static final PluginCalls.Limits SHORT =
            new PluginCalls.Limits(Duration.ofMillis(50), Duration.ofMillis(50));
    private static final PluginCalls.Limits ENDLESS = new PluginCalls.Limits(Duration.ofDays(1), Duration.ofDays(1));

    @Test
    void runOnAThreadOfThePluginWithItsClassLoader() throws Exception {
        ClassLoader loader = new ClassLoader() {};

        Thread thread = new PluginCalls(ENDLESS).call("good", "start()", loader, Thread::currentThread);

        assertThat(thread).isNotEqualTo(Thread.currentThread());
        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(loader);
        assertThat(new PluginCalls(ENDLESS)
                        .call(
                                "good",
                                "start()",
                                loader,
                                () -> Thread.currentThread().getThreadGroup().getName()))
                .isEqualTo(PluginThreads.group("good"));
    }

    @Test
    void whateverAPluginThrowsEndsThere() {
        for (Error thrown :
                List.of(new StackOverflowError("deep"), new OutOfMemoryError("never"), new AssertionError("never"))) {
            assertThatThrownBy(() -> call(ENDLESS, () -> {
                        throw thrown;
                    }))
                    .isInstanceOf(PluginCallException.class)
                    .hasMessageContaining(thrown.getClass().getSimpleName())
                    .hasNoCause();
        }
    }

    /** An exception is of the plugin's own making, and asked for its message by whoever describes it. */
    @Test
    void whatCannotEvenBeDescribedEndsThereToo() {
        assertThatThrownBy(() -> call(ENDLESS, () -> {
                    throw new IllegalStateException() {
                        @Override
                        public String getMessage() {
                            throw new StackOverflowError("in the message");
                        }
                    };
                }))
                .isInstanceOf(PluginCallException.class)
                .hasMessageContaining("PluginCallsTest");
    }

    @Test
    void aCallThatTakesTooLongIsInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();

        assertThatThrownBy(() -> call(new PluginCalls.Limits(Duration.ofMillis(50), Duration.ofDays(1)), () -> {
                    thread.set(Thread.currentThread());
                    never.await();
                    return "";
                }))
                .isInstanceOf(PluginCallException.class)
                .hasMessageContaining("start() took longer than 50 ms, in ")
                .hasMessageContaining("PluginCallsTest")
                .hasMessageNotContaining("even when it is interrupted");
        assertThat(Objects.requireNonNull(thread.get()).isAlive()).isFalse();
    }

    @Test
    void whatStartsAfterItWasGivenUpIsTakenBackOnItsOwnThread() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        CompletableFuture<String> takenBack = new CompletableFuture<>();
        CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();

        assertThatThrownBy(() -> new PluginCalls(SHORT)
                        .call(
                                "stubborn",
                                "start()",
                                getClass().getClassLoader(),
                                () -> {
                                    awaitStubbornly(letGo);
                                    return "started";
                                },
                                started -> {
                                    wasInterrupted.complete(
                                            Thread.currentThread().isInterrupted());
                                    takenBack.complete(started);
                                }))
                .isInstanceOf(PluginCallException.class)
                .hasMessageContaining("and does not end even when it is interrupted");
        assertThat(takenBack).isNotDone();
        letGo.countDown();

        assertThat(takenBack.get(1, TimeUnit.MINUTES)).isEqualTo("started");
        assertThat(wasInterrupted.get()).as("the interrupt was for the call").isFalse();
    }

    @Test
    void whatFailsAfterItWasGivenUpIsNotTakenBack() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<String> takenBack = new AtomicReference<>("nothing");

        assertThatThrownBy(() -> new PluginCalls(SHORT)
                        .call(
                                "stubborn",
                                "start()",
                                getClass().getClassLoader(),
                                () -> {
                                    thread.set(Thread.currentThread());
                                    awaitStubbornly(letGo);
                                    throw new IllegalStateException("late");
                                },
                                started -> takenBack.set("something")))
                .isInstanceOf(PluginCallException.class);
        letGo.countDown();
        Objects.requireNonNull(thread.get()).join();

        assertThat(takenBack).hasValue("nothing");
    }

    @Test
    void whoeverIsInterruptedWaitsNoLongerAndTheCallIsInterruptedToo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Thread> ended = new CompletableFuture<>();
        CompletableFuture<Throwable> met = new CompletableFuture<>();
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                call(ENDLESS, () -> {
                    begun.countDown();
                    try {
                        never.await();
                    } finally {
                        ended.complete(Thread.currentThread());
                    }
                    return "";
                });
            } catch (PluginCallException | InterruptedException e) {
                met.complete(e);
            }
        });
        begun.await();

        caller.interrupt();

        assertThat(met.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
        assertThat(ended.get(1, TimeUnit.MINUTES)).isNotNull();
    }

    private static String call(PluginCalls.Limits limits, Callable<String> code)
            throws PluginCallException, InterruptedException {
        return new PluginCalls(limits).call("bad", "start()", PluginCallsTest.class.getClassLoader(), code);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        int interrupts = 0;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupts++; // It does not care.
            }
        }
        assertThat(interrupts).isLessThan(2);
    }
}
