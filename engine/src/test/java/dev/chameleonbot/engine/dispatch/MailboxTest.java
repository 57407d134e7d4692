package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.dispatch.Mailbox.Item;
import dev.chameleonbot.engine.dispatch.Mailbox.Outcome;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private final Mailbox mailbox = new Mailbox(3);

    @Test
    void givesMessagesAndTasksInTheOrderOfTheirArrival() throws InterruptedException {
        List<String> ran = new ArrayList<>();
        mailbox.put(message("1", true), 0);
        mailbox.put(() -> ran.add("task"));
        mailbox.put(message("2", false), 0);

        assertThat(mailbox.take(() -> false)).isInstanceOf(Item.Message.class);
        assertThat(mailbox.take(() -> false)).isInstanceOf(Item.Task.class);
        assertThat(mailbox.take(() -> false)).isInstanceOf(Item.Message.class);
    }

    @Test
    void dropsTheOldestMessageOfSomebodyElseBeforeAnyOwnOne() throws InterruptedException {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("other1", false), 0);
        mailbox.put(message("other2", false), 0);

        assertThat(mailbox.put(message("own2", true), 0)).isEqualTo(Outcome.OTHER_DROPPED);
        assertThat(mailbox.put(message("own3", true), 0)).isEqualTo(Outcome.OTHER_DROPPED);
        assertThat(contents()).containsExactly("own1", "own2", "own3");
    }

    @Test
    void dropsSomebodyElsesNewMessageWhenOnlyOwnOnesWait() throws InterruptedException {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("own2", true), 0);
        mailbox.put(message("own3", true), 0);

        assertThat(mailbox.put(message("other", false), 0)).isEqualTo(Outcome.OTHER_DROPPED);
        assertThat(contents()).containsExactly("own1", "own2", "own3");
    }

    @Test
    void dropsTheOldestOwnMessageOnlyWhenNothingElseIsLeft() throws InterruptedException {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("own2", true), 0);
        mailbox.put(message("own3", true), 0);

        assertThat(mailbox.put(message("own4", true), 0)).isEqualTo(Outcome.OWN_DROPPED);
        assertThat(contents()).containsExactly("own2", "own3", "own4");
    }

    @Test
    void neverDropsATaskHoweverFullItIs() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            mailbox.put(message("own" + i, true), 0);
        }
        assertThat(mailbox.put(() -> {})).isTrue();
        mailbox.put(message("own3", true), 0);

        mailbox.close();
        int tasks = 0;
        for (Item item = mailbox.take(() -> false); item != null; item = mailbox.take(() -> false)) {
            tasks += item instanceof Item.Task ? 1 : 0;
        }
        assertThat(tasks).isEqualTo(1);
    }

    @Test
    void givesWhatIsThereAfterItWasClosedAndTakesNothingMore() throws InterruptedException {
        mailbox.put(message("own1", true), 0);
        mailbox.close();

        assertThat(mailbox.put(message("own2", true), 0)).isEqualTo(Outcome.CLOSED);
        assertThat(mailbox.put(() -> {})).isFalse();
        assertThat(contents()).containsExactly("own1");
    }

    private List<String> contents() throws InterruptedException {
        mailbox.close();
        List<String> texts = new ArrayList<>();
        for (Item item = mailbox.take(() -> false); item != null; item = mailbox.take(() -> false)) {
            if (item instanceof Item.Message(ChatMessage message, long arrived)) {
                texts.add(message.text());
            }
        }
        return texts;
    }

    static ChatMessage message(String text, boolean own) {
        return new ChatMessage(
                new MessageId(text),
                new ChannelId("1"),
                "channel",
                new UserId(own ? "1" : "2"),
                "login",
                "Login",
                text,
                own,
                Optional.empty(),
                Set.of(),
                Instant.EPOCH);
    }
}
