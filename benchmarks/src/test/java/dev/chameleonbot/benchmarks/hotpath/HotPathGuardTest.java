package dev.chameleonbot.benchmarks.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the hot path may cost, in figures that no other program on the machine changes: bytes, threads and requests. The
 * limits leave room for what the compiler does not get to optimise in a short run.
 */
final class HotPathGuardTest {
    private static final int FRAMES = 2_000;
    private static final int ROUNDS = 30;
    private static final int MOST_ROUNDS = 300;
    private static final int PATIENCE_SECONDS = 60;
    /** It is told from an own one without a parser, and nothing is allocated for it. */
    private static final int BYTES_OF_A_STRANGERS_FRAME = 32;

    /** 3.9 KB were measured, half of it by the parser. */
    private static final int BYTES_OF_AN_OWN_FRAME = 4_500;

    /** The clock's, the watch over calls, and one more for each of both. */
    private static final int FURTHER_THREADS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Semaphore requests = new Semaphore(0);

    @Test
    void aStrangersFrameIsDroppedWithoutAParser() {
        try (InProcessBots bots = colorChangers(10)) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                bots.deliverStrangers(FRAMES);
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }

            assertThat(least / FRAMES).isLessThanOrEqualTo(BYTES_OF_A_STRANGERS_FRAME);
        }
    }

    @Test
    void anOwnMessageCostsAFewKilobytesAsFarAsItsRequestOnAllThreadsTogether() throws InterruptedException {
        try (InProcessBots bots = colorChangers(10)) {
            long least = Long.MAX_VALUE;
            // On a busy machine the compiler may need longer until it has taken away what it can.
            for (int round = 0; round < MOST_ROUNDS && least / FRAMES > BYTES_OF_AN_OWN_FRAME; round++) {
                List<String> frames =
                        IntStream.range(0, FRAMES).mapToObj(bots::ownFrame).toList();
                long before = THREADS.getTotalThreadAllocatedBytes();
                bots.deliver(frames);
                awaitRequests();
                least = Math.min(least, THREADS.getTotalThreadAllocatedBytes() - before);
            }

            assertThat(least / FRAMES).isLessThanOrEqualTo(BYTES_OF_AN_OWN_FRAME);
        }
    }

    @Test
    void everyMessageMakesOneRequestWhereRequestsAreAnsweredAtOnce() throws InterruptedException {
        try (InProcessBots bots = colorChangers(10)) {
            bots.deliverOwn(FRAMES);
            awaitRequests();
            bots.quiesce();
        }

        assertThat(requests.availablePermits()).isZero();
    }

    @Test
    void aThousandBotsNeedNoMoreThreadsThanThereAreProcessorsAndAFew() throws InterruptedException {
        int before = THREADS.getThreadCount();
        try (InProcessBots bots = colorChangers(1_000)) {
            bots.deliverOwn(FRAMES);
            awaitRequests();

            assertThat(THREADS.getThreadCount() - before)
                    .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors() + FURTHER_THREADS);
        }
    }

    private void awaitRequests() throws InterruptedException {
        assertThat(requests.tryAcquire(FRAMES, PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("a request for each message")
                .isTrue();
    }

    private InProcessBots colorChangers(int count) {
        return new InProcessBots(count, "color-changer", new ColorChanger(), (color, whenAnswered) -> {
            requests.release();
            whenAnswered.accept(new Answer.Accepted());
        });
    }
}
