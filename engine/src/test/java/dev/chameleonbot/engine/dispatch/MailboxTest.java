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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private final Mailbox mailbox = new Mailbox(3);

    @Test
    void givesMessagesAndTasksInTheOrderOfTheirArrival() {
        List<String> ran = new ArrayList<>();
        mailbox.put(message("1", true), 0);
        mailbox.put(() -> ran.add("task"));
        mailbox.put(message("2", false), 0);

        assertThat(mailbox.poll()).isInstanceOf(Item.Message.class);
        assertThat(mailbox.poll()).isInstanceOf(Item.Task.class);
        assertThat(mailbox.poll()).isInstanceOf(Item.Message.class);
    }

    @Test
    void dropsTheOldestMessageOfSomebodyElseBeforeAnyOwnOne() {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("other1", false), 0);
        mailbox.put(message("other2", false), 0);

        assertThat(mailbox.put(message("own2", true), 0)).isEqualTo(Outcome.OTHER_DROPPED);
        assertThat(mailbox.put(message("own3", true), 0)).isEqualTo(Outcome.OTHER_DROPPED);
        assertThat(contents()).containsExactly("own1", "own2", "own3");
    }

    @Test
    void dropsSomebodyElsesNewMessageWhenOnlyOwnOnesWait() {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("own2", true), 0);
        mailbox.put(message("own3", true), 0);

        assertThat(mailbox.put(message("other", false), 0)).isEqualTo(Outcome.OTHER_DROPPED);
        assertThat(contents()).containsExactly("own1", "own2", "own3");
    }

    @Test
    void dropsTheOldestOwnMessageOnlyWhenNothingElseIsLeft() {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("own2", true), 0);
        mailbox.put(message("own3", true), 0);

        assertThat(mailbox.put(message("own4", true), 0)).isEqualTo(Outcome.OWN_DROPPED);
        assertThat(contents()).containsExactly("own2", "own3", "own4");
    }

    @Test
    void neverDropsATaskHoweverFullItIs() {
        for (int i = 0; i < 3; i++) {
            mailbox.put(message("own" + i, true), 0);
        }
        assertThat(mailbox.put(() -> {})).isTrue();
        mailbox.put(message("own3", true), 0);

        mailbox.close();
        int tasks = 0;
        for (Item item = mailbox.poll(); item != null; item = mailbox.poll()) {
            tasks += item instanceof Item.Task ? 1 : 0;
        }
        assertThat(tasks).isEqualTo(1);
    }

    @Test
    void givesWhatIsThereAfterItWasClosedAndTakesNothingMore() {
        mailbox.put(message("own1", true), 0);
        mailbox.close();

        assertThat(mailbox.put(message("own2", true), 0)).isEqualTo(Outcome.CLOSED);
        assertThat(mailbox.put(() -> {})).isFalse();
        assertThat(contents()).containsExactly("own1");
    }

    @Test
    void givesNothingOutWhileItIsHeldAndTakesInWhatFits() {
        mailbox.put(message("own1", true), 0);
        mailbox.hold(0);
        mailbox.put(message("own2", true), 0);
        assertThat(mailbox.poll()).isNull();
        assertThat(mailbox.hasNext()).isFalse();

        mailbox.release(0);

        assertThat(mailbox.hasNext()).isTrue();
        assertThat(contents()).containsExactly("own1", "own2");
    }

    @Test
    void dropsWhatIsHeldWhenItIsClosedAndEverythingWhenItIsSealed() {
        mailbox.put(message("own1", true), 0);
        mailbox.put(message("other", false), 0);
        assertThat(mailbox.hold(0)).isZero();
        assertThat(mailbox.close()).as("own messages dropped").isEqualTo(1);
        assertThat(mailbox.isDone()).isTrue();

        Mailbox closedFirst = new Mailbox(3);
        closedFirst.put(message("own1", true), 0);
        assertThat(closedFirst.close()).isZero();
        assertThat(closedFirst.hold(0)).isEqualTo(1);
        assertThat(closedFirst.isDone()).isTrue();

        Mailbox another = new Mailbox(3);
        another.put(message("own1", true), 0);
        assertThat(another.seal(0)).isEqualTo(1);
        assertThat(another.poll()).isNull();
        assertThat(another.put(message("own2", true), 0)).isEqualTo(Outcome.CLOSED);
    }

    @Test
    void aSessionThatHasHandedItOverNeitherHoldsNorReleasesNorSealsIt() {
        mailbox.put(message("own1", true), 0);
        mailbox.hold(0);
        assertThat(mailbox.handOver()).hasValue(1);

        assertThat(mailbox.hold(0)).isZero();
        assertThat(mailbox.seal(0)).isZero();
        assertThat(mailbox.hasNext()).isTrue();
        mailbox.hold(1);
        mailbox.release(0);
        assertThat(mailbox.hasNext()).isFalse();
        mailbox.release(1);
        assertThat(mailbox.put(message("own2", true), 0)).isEqualTo(Outcome.TAKEN);
        assertThat(contents()).containsExactly("own1", "own2");
    }

    @Test
    void isHandedToNobodyOnceItIsClosed() {
        mailbox.seal(0);

        assertThat(mailbox.handOver()).isEmpty();
    }

    private List<String> contents() {
        mailbox.close();
        List<String> texts = new ArrayList<>();
        for (Item item = mailbox.poll(); item != null; item = mailbox.poll()) {
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

    @Test
    void aMarkIsOpenedWithWhatIsDropped() {
        Mailbox mailbox = new Mailbox(2);
        mailbox.put(message("1", true), 0);
        CountDownLatch mark = mailbox.mark();
        assertThat(mark.getCount()).isOne();

        mailbox.seal(0);

        assertThat(mark.getCount()).isZero();
    }

    @Test
    void aMarkIsOpenWhereNothingIsGivenOut() {
        Mailbox held = new Mailbox(2);
        held.put(message("1", true), 0);
        held.hold(0);
        Mailbox closed = new Mailbox(2);
        closed.close();

        assertThat(held.mark().getCount()).isZero();
        assertThat(closed.mark().getCount()).isZero();
    }
}
