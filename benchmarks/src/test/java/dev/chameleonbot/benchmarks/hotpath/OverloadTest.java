package dev.chameleonbot.benchmarks.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.SettingsSchema;
import dev.chameleonbot.plugin.host.SessionLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("B28 more than can be done")
final class OverloadTest {
    private static final int FRAMES = 5_000;
    /** Fewer than a mailbox holds, so that none of them needs to be dropped however late the first is handled. */
    private static final int OWN_THAT_FIT = SessionLimits.MOST_MESSAGES - 100;

    private static final int UNLIMITED = 1_000_000;
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Consumer<Answer>> requests = new LinkedBlockingQueue<>();

    @Test
    @Timeout(5 * PATIENCE_SECONDS)
    void aFloodWhileNobodyAnswersIsOneColourAfterwardsAndNoFailureOfThePlugin() throws Exception {
        Held colorChanger = new Held(new ColorChanger());
        try (InProcessBots bots = new InProcessBots(1, "color-changer", colorChanger, this::send)) {
            bots.deliverOwn(FRAMES);
            colorChanger.gate.countDown();
            bots.quiesce();
            Consumer<Answer> first = next();
            assertThat(requests).as("nothing is sent beside what is under way").isEmpty();

            first.accept(new Answer.Accepted());
            next().accept(new Answer.Accepted());

            bots.deliverOwn(1);
            next().accept(new Answer.Accepted());
            assertThat(bots.failures()).isEqualTo(List.of());
        }
    }

    @Test
    @Timeout(5 * PATIENCE_SECONDS)
    void tenTimesWhatCanBeHandledCostsOthersMessagesOnly() throws Exception {
        Rationed slow = new Rationed();
        try (InProcessBots bots = new InProcessBots(1, "slow", slow, Audience.EVERYONE, (color, whenAnswered) -> {})) {
            for (int i = 0; i < OWN_THAT_FIT; i++) {
                bots.deliverOwn(1);
                bots.deliverOthers(9);
                slow.ration.release();
            }
            slow.ration.release(UNLIMITED);
            bots.quiesce();

            assertThat(slow.ownIds()).hasSize(OWN_THAT_FIT);
            assertThat(slow.numbers()).isSorted();
            assertThat(slow.handled)
                    .as("what was rationed out in the flood, what waited then, and one in hand")
                    .hasSizeLessThanOrEqualTo(OWN_THAT_FIT + SessionLimits.MOST_MESSAGES + 1);
            slow.handled.clear();
            bots.deliverOthers(1);
            bots.deliverOwn(1);
            bots.quiesce();
            assertThat(slow.handled).as("after the flood").hasSize(2);
        }
    }

    @Test
    @Timeout(5 * PATIENCE_SECONDS)
    void ownOnesAreDroppedOldestFirstAndOnlyWhereNothingOfOthersIsLeft() throws Exception {
        Rationed slow = new Rationed();
        try (InProcessBots bots = new InProcessBots(1, "slow", slow, Audience.EVERYONE, (color, whenAnswered) -> {})) {
            bots.deliverOthers(1);
            slow.inHand.await();
            for (int i = 0; i < SessionLimits.MOST_MESSAGES; i++) {
                bots.deliverOthers(3);
                bots.deliverOwn(1);
            }
            bots.deliverOthers(SessionLimits.MOST_MESSAGES);
            slow.ration.release(UNLIMITED);
            bots.quiesce();

            assertThat(slow.ownIds()).hasSize(SessionLimits.MOST_MESSAGES);
            assertThat(slow.handled).hasSize(SessionLimits.MOST_MESSAGES + 1);
        }
    }

    /** Handles a message for each permit, and remembers it. Its list is read when all is done. */
    private static final class Rationed implements ChatBehaviour {
        private final Semaphore ration = new Semaphore(0);
        private final CountDownLatch inHand = new CountDownLatch(1);
        private final List<ChatMessage> handled = Collections.synchronizedList(new ArrayList<>());

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {
                inHand.countDown();
                ration.acquireUninterruptibly();
                handled.add(message);
            };
        }

        private List<String> ownIds() {
            return handled.stream()
                    .filter(ChatMessage::own)
                    .map(message -> message.id().value())
                    .toList();
        }

        /** Each message's id ends with its number in the order of arrival. */
        private List<Long> numbers() {
            return handled.stream()
                    .map(message -> message.id().value())
                    .map(id -> Long.valueOf(id.substring(id.lastIndexOf('-') + 1)))
                    .toList();
        }
    }

    /** Does nothing before its gate is open, so that its mailbox is full then. */
    private record Held(ChatBehaviour behaviour, CountDownLatch gate) implements ChatBehaviour {
        Held(ChatBehaviour behaviour) {
            this(behaviour, new CountDownLatch(1));
        }

        @Override
        public SettingsSchema settings() {
            return behaviour.settings();
        }

        @Override
        public BehaviourSession open(Bot bot) {
            BehaviourSession session = behaviour.open(bot);
            return message -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("It was held for too long", e);
                }
                session.onMessage(message);
            };
        }
    }

    private void send(ChatColor color, Consumer<Answer> whenAnswered) {
        requests.add(whenAnswered);
    }

    private Consumer<Answer> next() throws InterruptedException {
        Consumer<Answer> next = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a request").isNotNull();
        return next;
    }
}
