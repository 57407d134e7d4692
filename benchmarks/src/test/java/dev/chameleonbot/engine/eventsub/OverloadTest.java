package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.colorchanger.ColorChanger;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("B28 more than can be done")
final class OverloadTest {
    private static final int FRAMES = 5_000;
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
