package dev.chameleonbot.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.AccountFeedEvent.OwnMessage;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TidyExtension.class)
final class AccountFeedsTest {
    private static final AccountFeedEvent EVENT = event("1");

    private final AccountFeeds feeds = new AccountFeeds();
    private final List<AccountFeedEvent> seen = new ArrayList<>();

    @Test
    void nobodyWatchesAtFirst() {
        feeds.tell("alice", EVENT);

        assertThat(feeds.isWatched("alice")).isFalse();
    }

    @Test
    void showsAnAccountToThoseWhoWatchItAlone() {
        try (Registration watching = feeds.watch("alice", seen::add)) {
            assertThat(watching).isNotNull();
            assertThat(feeds.isWatched("alice")).isTrue();
            assertThat(feeds.isWatched("bob")).isFalse();
            feeds.tell("alice", EVENT);
            feeds.tell("bob", event("2"));
        }

        assertThat(seen).containsExactly(EVENT);
    }

    @Test
    void oneViewerTwiceIsTwoViewersAndEachEndsByItself() {
        Consumer<AccountFeedEvent> viewer = seen::add;
        Registration first = feeds.watch("alice", viewer);
        Registration second = feeds.watch("alice", viewer);
        feeds.tell("alice", EVENT);
        first.close();
        first.close();
        feeds.tell("alice", EVENT);
        second.close();
        feeds.tell("alice", EVENT);

        assertThat(seen).hasSize(3);
        assertThat(feeds.isWatched("alice")).isFalse();
    }

    @Test
    @LogsErrors
    void aViewerThatThrowsIsToldNoMoreAndHurtsNobody() {
        List<AccountFeedEvent> told = new ArrayList<>();
        feeds.watch("alice", event -> {
            told.add(event);
            throw new IllegalStateException("on purpose");
        });
        try (Registration watching = feeds.watch("alice", seen::add)) {
            assertThat(watching).isNotNull();
            feeds.tell("alice", EVENT);
            feeds.tell("alice", EVENT);
        }

        assertThat(told).containsExactly(EVENT);
        assertThat(seen).containsExactly(EVENT, EVENT);
    }

    @Test
    void losesNoViewerWhereManyComeAndGoAtOnce() throws InterruptedException {
        int threads = 8;
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().start(() -> {
                for (int round = 0; round < 200; round++) {
                    feeds.watch("alice", event -> {}).close();
                    feeds.watch("bob", event -> {}).close();
                }
                feeds.watch("alice", event -> {
                    synchronized (seen) {
                        seen.add(event);
                    }
                });
                done.countDown();
            });
        }
        done.await();

        feeds.tell("alice", EVENT);

        assertThat(seen).hasSize(threads);
        assertThat(feeds.isWatched("bob")).isFalse();
    }

    private static AccountFeedEvent event(String id) {
        return new OwnMessage(new MessageId(id), "streamer", "hello", Instant.EPOCH);
    }
}
