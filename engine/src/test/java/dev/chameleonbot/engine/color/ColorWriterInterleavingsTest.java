package dev.chameleonbot.engine.color;

import static dev.chameleonbot.engine.Interleavings.explore;
import static dev.chameleonbot.engine.Interleavings.require;
import static dev.chameleonbot.engine.Interleavings.shared;
import static dev.chameleonbot.engine.Interleavings.together;

import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The latest-wins writer between those who wish, the one who answers and the end of a pause. */
@Tag("interleavings")
final class ColorWriterInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    @Tag("full")
    @Test
    void oneRequestAtATimeOneResultAWishAndTheLatestIsSentLast() {
        explore(() -> {
            Rig rig = shared(new Rig(new Answer.Accepted()));
            together(() -> rig.wish(Preset.RED), () -> {
                rig.wish(Preset.BLUE);
                rig.wish(Preset.GREEN);
            });
            rig.requireDone(3);
            require(rig.last != Preset.BLUE, "a colour that was superseded is the last");
        });
    }

    @Tag("full")
    @Test
    void aWishBesideTheEndOfAPauseIsNeitherLostNorSentBesideAnother() {
        explore(() -> {
            Rig rig = shared(new Rig(Answers.limited(NOW.plusSeconds(5))));
            rig.wish(Preset.RED);
            rig.join();
            rig.answer = new Answer.Accepted();
            together(rig.timers.alarm, () -> rig.wish(Preset.BLUE));
            rig.requireDone(2);
            require(rig.last == Preset.BLUE, "the last is " + rig.last);
        });
    }

    @Test
    void whoeverFindsItIdleFindsTheResultTold() {
        explore(() -> {
            Rig rig = shared(new Rig(new Answer.Accepted()));
            rig.wish(Preset.RED);
            require(rig.idle(), "it becomes idle");
            require(rig.results.get() == 1, "idle before the result is told");
            rig.join();
        });
    }

    @Tag("full")
    @Test
    void nothingIsSentAfterACloseBesideTheEndOfAPause() {
        explore(() -> {
            Rig rig = shared(new Rig(Answers.limited(NOW.plusSeconds(5))));
            rig.wish(Preset.RED);
            rig.join();
            rig.answer = new Answer.Accepted();
            together(rig.timers.alarm, rig.writer::close);
            int sent = rig.sent.get();
            rig.wish(Preset.BLUE);
            require(rig.sent.get() == sent, "sent after the close");
            rig.join();
        });
    }

    /** A Twitch that answers each request from a thread of its own. */
    private static final class Rig {
        private final HandTimers timers = new HandTimers();
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger results = new AtomicInteger();
        private final Thread[] answers = new Thread[8];
        private final ColorWriter writer;
        private volatile Answer answer;
        private volatile ChatColor last = Preset.CORAL;

        Rig(Answer first) {
            this.answer = first;
            this.writer = new ColorWriter(
                    "alice",
                    (color, whenAnswered) -> {
                        require(underWay.incrementAndGet() == 1, "two requests at once");
                        last = color;
                        Answer given = answer;
                        Thread thread = new Thread(() -> {
                            underWay.decrementAndGet();
                            whenAnswered.accept(given);
                        });
                        answers[sent.getAndIncrement()] = thread;
                        thread.start();
                    },
                    timers,
                    new ActivityMeter("alice", new AccountFeeds(), new EngineMeters()),
                    state -> {},
                    unauthorized -> {});
        }

        void wish(ChatColor color) {
            writer.write(color, Origin.NONE, result -> results.incrementAndGet());
        }

        /** Waits for all answers, also for those to requests that they lead to. */
        void join() throws InterruptedException {
            for (int i = 0; i < sent.get(); i++) {
                answers[i].join();
            }
        }

        boolean idle() throws InterruptedException {
            return writer.awaitIdle(Deadline.in(Duration.ofDays(1)));
        }

        void requireDone(int wishes) throws InterruptedException {
            join();
            require(results.get() == wishes, "results " + results.get());
            require(writer.awaitIdle(Deadline.in(Duration.ZERO)), "something is left");
        }
    }

    /** Keeps the last alarm for the scenario to ring. */
    private static final class HandTimers implements Timers {
        private volatile Runnable alarm = () -> {};

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant instant() {
            return NOW;
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            alarm = task;
            return () -> {};
        }

        @Override
        public void sleep(Duration time) {
            throw new UnsupportedOperationException("Nobody sleeps here");
        }

        @Override
        public RandomGenerator random() {
            return RandomGenerator.of("L64X128MixRandom");
        }
    }
}
