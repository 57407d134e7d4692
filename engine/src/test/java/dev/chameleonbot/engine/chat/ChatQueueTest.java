package dev.chameleonbot.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.SayResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatQueueTest {
    private static final ChannelId FOO = new ChannelId("1");
    private static final ChannelId BAR = new ChannelId("2");

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final List<SayResult> results = new ArrayList<>();
    private final List<String> tooMuch = new ArrayList<>();
    private final ChatQueue queue = new ChatQueue(
            threads::add,
            (channel, text) -> {
                sent.add(channel.value() + " " + text);
                return new SayResult.Sent();
            },
            (channel, reason) -> tooMuch.add(channel.value() + " " + reason));

    @Test
    void messagesOfAChannelGoOutOneAfterTheOtherAndChannelsDoNotWaitForEachOther() throws InterruptedException {
        say(FOO, "a");
        say(FOO, "b");
        say(BAR, "c");
        assertThat(threads).hasSize(2);
        assertThat(queue.awaitIdle(Deadline.in(Duration.ZERO))).isFalse();

        threads.removeLast().run();
        threads.removeLast().run();
        say(FOO, "d");
        threads.removeLast().run();

        assertThat(queue.awaitIdle(Deadline.in(Duration.ZERO))).isTrue();
        assertThat(sent).containsExactly("2 c", "1 a", "1 b", "1 d");
        assertThat(results).hasSize(4).hasOnlyElementsOfType(SayResult.Sent.class);
    }

    @Test
    void whatIsTooMuchForAChannelIsNotSaidAndToldSo() {
        for (int i = 0; i < ChatQueue.MOST_WAITING + 2; i++) {
            say(FOO, Integer.toString(i));
        }

        assertThat(results)
                .singleElement()
                .isInstanceOfSatisfying(
                        SayResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("20 messages wait"));
        assertThat(tooMuch).containsExactly("1 20 messages wait for the channel already");
        threads.remove().run();
        assertThat(sent).hasSize(ChatQueue.MOST_WAITING + 1).last().isEqualTo("1 20");
    }

    @Test
    void afterAnInterruptNothingMoreIsSentAndThatIsTold() {
        say(FOO, "a");
        say(FOO, "b");
        Thread.currentThread().interrupt();
        threads.remove().run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isEmpty();
        assertThat(results).hasSize(2).hasOnlyElementsOfType(SayResult.Failed.class);
    }

    private void say(ChannelId channel, String text) {
        queue.say(channel, text, results::add);
    }
}
