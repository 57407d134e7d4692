package dev.chameleonbot.engine.dispatch;

import static dev.chameleonbot.engine.Interleavings.explore;
import static dev.chameleonbot.engine.Interleavings.require;
import static dev.chameleonbot.engine.Interleavings.shared;
import static dev.chameleonbot.engine.Interleavings.together;

import dev.chameleonbot.engine.dispatch.Mailbox.Item;
import dev.chameleonbot.engine.dispatch.Mailbox.Outcome;
import dev.chameleonbot.plugin.api.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mailbox between the threads that fill it and the one that empties it, in the orders that they could take. */
@Tag("interleavings")
final class MailboxInterleavingsTest {
    private static final ChatMessage OWN_1 = MailboxTest.message("own1", true);
    private static final ChatMessage OWN_2 = MailboxTest.message("own2", true);
    private static final ChatMessage OTHER = MailboxTest.message("other", false);

    @Test
    void everyOwnMessageIsTakenOnceAndInOrderHoweverFullItIs() {
        explore(() -> {
            Mailbox mailbox = shared(new Mailbox(2));
            List<String> taken = new ArrayList<>();
            together(
                    () -> {
                        require(mailbox.put(OWN_1, 0) != Outcome.OWN_DROPPED, "an own message is dropped");
                        require(mailbox.put(OWN_2, 0) != Outcome.OWN_DROPPED, "an own message is dropped");
                    },
                    () -> mailbox.put(OTHER, 0),
                    () -> take(mailbox, 1, taken));
            mailbox.close();
            take(mailbox, Integer.MAX_VALUE, taken);
            taken.remove("other");
            require(taken.equals(List.of("own1", "own2")), "taken " + taken);
        });
    }

    /** Why strikes need no lock: results that come from several threads are counted by one. */
    @Tag("full")
    @Test
    void tasksOfSeveralThreadsThatCountWithoutALockCountExactly() {
        explore(() -> {
            Mailbox mailbox = shared(new Mailbox(1));
            int[] strikes = {0};
            together(
                    () -> mailbox.put(() -> strikes[0]++),
                    () -> mailbox.put(() -> strikes[0]++),
                    () -> take(mailbox, 2, new ArrayList<>()));
            take(mailbox, 2, new ArrayList<>());
            require(strikes[0] == 2, "strikes " + strikes[0]);
        });
    }

    @Tag("full")
    @Test
    void whatWasTakenInBeforeTheCloseIsHandledAndNothingAfterIt() {
        explore(() -> {
            Mailbox mailbox = shared(new Mailbox(2));
            List<String> taken = new ArrayList<>();
            Outcome[] outcome = new Outcome[1];
            together(
                    () -> outcome[0] = mailbox.put(OWN_1, 0),
                    mailbox::close,
                    () -> take(mailbox, Integer.MAX_VALUE, taken));
            take(mailbox, Integer.MAX_VALUE, taken);
            require(taken.size() == (outcome[0] == Outcome.CLOSED ? 0 : 1), outcome[0] + ", taken " + taken);
        });
    }

    private static void take(Mailbox mailbox, int most, List<String> taken) {
        for (int i = 0; i < most; i++) {
            Item item = mailbox.poll();
            if (item == null) {
                return;
            }
            switch (item) {
                case Item.Message(ChatMessage message, long arrived) ->
                    taken.add(message.id().value());
                case Item.Task(Runnable action) -> action.run();
                case Item.Mark(CountDownLatch reached) -> reached.countDown();
            }
        }
    }
}
