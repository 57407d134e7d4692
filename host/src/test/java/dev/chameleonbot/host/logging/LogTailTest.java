package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

final class LogTailTest {
    private static final Logger log = LoggerFactory.getLogger("dev.chameleonbot.tail.LogTailTest");

    private LogTail tail;

    @BeforeEach
    void begin() {
        Logging.start(Level.INFO);
        Logging.standardError(LogFormat.TEXT, true);
        tail = LogTail.start(5, 100_000);
    }

    @AfterEach
    void end() {
        tail.close();
        MDC.clear();
        Logging.standardError(LogFormat.TEXT, false);
    }

    private static List<String> messages(List<LogLine> lines) {
        return lines.stream().map(LogLine::message).toList();
    }

    private List<String> all(LogFilter filter) {
        return messages(tail.lines(filter, 0, 100));
    }

    @Test
    void keepsTheLastLinesWithAllThatIsKnownOfThem() {
        MDC.put("account", "alice");
        MDC.put("channel", "streamer");
        MDC.put("plugin", "greeter");
        log.warn("It {}\n2026-11-28 ERROR fake \u001b[31m", "broke", new IllegalStateException("a\nb"));

        assertThat(tail.lines(LogFilter.ALL, 0, 100)).singleElement().satisfies(line -> {
            assertThat(line.sequence()).isEqualTo(1);
            assertThat(line.level()).isEqualTo(Level.WARN);
            assertThat(line.logger()).isEqualTo("LogTailTest");
            assertThat(line.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(line.message()).isEqualTo("It broke\\n2026-11-28 ERROR fake \\u001b[31m");
            assertThat(line.account()).contains("alice");
            assertThat(line.channel()).contains("streamer");
            assertThat(line.plugin()).contains("greeter");
            assertThat(line.exception()).contains("java.lang.IllegalStateException: a\\nb");
        });
    }

    @Test
    void whatIsNotInTheLogIsNotHereEither() {
        log.debug("too fine");
        LoggerFactory.getLogger("okhttp3").info("a library's");
        log.info("told");

        assertThat(all(LogFilter.ALL)).containsExactly("told");
    }

    @Test
    void forgetsTheOldestLinesFirst() {
        IntStream.rangeClosed(1, 8).forEach(i -> log.info("line {}", i));

        assertThat(all(LogFilter.ALL)).containsExactly("line 4", "line 5", "line 6", "line 7", "line 8");
        assertThat(messages(tail.lines(LogFilter.ALL, 0, 2))).containsExactly("line 7", "line 8");
        assertThat(messages(tail.lines(LogFilter.ALL, 6, 100))).containsExactly("line 7", "line 8");
        assertThat(tail.lines(LogFilter.ALL, 8, 100)).isEmpty();
    }

    @Test
    void holdsNoMoreCharactersThanItMay() {
        try (LogTail small = LogTail.start(1_000, 10_000)) {
            IntStream.rangeClosed(1, 20).forEach(i -> log.info("x".repeat(3_000)));
            log.info("y".repeat(50_000));

            assertThat(small.lines(LogFilter.ALL, 0, 1_000)).hasSizeBetween(1, 3);
            assertThat(small.lines(LogFilter.ALL, 0, 1).getFirst().message()).hasSize(4_001);
        }
    }

    @Test
    void showsOnlyWhatIsWanted() {
        log.info("Alice listens");
        MDC.put("account", "alice");
        log.warn("slow");
        log.error("broken");
        MDC.put("account", "bob");
        log.error("broken TOO");

        assertThat(all(new LogFilter(Level.WARN, "", ""))).containsExactly("slow", "broken", "broken TOO");
        assertThat(all(new LogFilter(Level.TRACE, "", "Alice"))).containsExactly("slow", "broken");
        assertThat(all(new LogFilter(Level.TRACE, "BROKEN t", ""))).containsExactly("broken TOO");
        assertThat(all(new LogFilter(Level.TRACE, "alice", ""))).containsExactly("Alice listens", "slow", "broken");
    }

    @Test
    void bringsNewLinesAndCountsThoseThatNobodyTakes() {
        log.info("before");
        try (LogTail.Subscription subscription = tail.subscribe(new LogFilter(Level.INFO, "line", ""))) {
            log.info("another");
            IntStream.rangeClosed(1, 503).forEach(i -> log.info("line {}", i));

            assertThat(subscription.drain())
                    .extracting(LogLine::message)
                    .hasSize(500)
                    .startsWith("line 1");
            assertThat(subscription.dropped()).isEqualTo(3);
            assertThat(subscription.dropped()).isZero();
            assertThat(subscription.drain()).isEmpty();
        }
    }

    @Test
    void bringsAllLinesOfSeveralThreadsInTheirOrder() throws InterruptedException {
        try (LogTail.Subscription subscription = tail.subscribe(LogFilter.ALL)) {
            CountDownLatch done = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                Thread.ofVirtual().start(() -> {
                    IntStream.range(0, 100).forEach(line -> log.info("line"));
                    done.countDown();
                });
            }
            done.await();

            assertThat(subscription.drain().stream().mapToLong(LogLine::sequence))
                    .hasSize(400)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void onceClosedNothingIsKept() {
        LogTail.Subscription subscription = tail.subscribe(LogFilter.ALL);
        log.info("before");
        tail.close();
        log.info("after");

        assertThat(all(LogFilter.ALL)).isEmpty();
        assertThat(messages(subscription.drain())).containsExactly("before");
    }
}
