package dev.chameleonbot.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.AccountFeedEvent.OwnMessage;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.Activity.ColorChange;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ActivityMeterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AccountFeeds feeds = new AccountFeeds();
    private final EngineMeters all = new EngineMeters();
    private final ActivityMeter meter = new ActivityMeter("alice", feeds, all);

    @Test
    void hasDoneNothingAtFirst() {
        assertThat(meter.now()).isEqualTo(new Activity(0, 0, 0, List.of()));
        assertThat(meter.now().lastChange()).isEmpty();
    }

    @Test
    void keepsTheLastTwentyColoursTheNewestFirst() {
        IntStream.rangeClosed(1, 45).forEach(this::change);

        assertThat(meter.now().colorsChanged()).isEqualTo(45);
        assertThat(meter.now().recentChanges())
                .isEqualTo(IntStream.rangeClosed(26, 45)
                        .boxed()
                        .sorted((one, other) -> other - one)
                        .map(ActivityMeterTest::changeTo)
                        .toList());
        assertThat(meter.now().lastChange()).contains(changeTo(45));
    }

    @Test
    void aSnapshotOfTheColoursStaysAsItIs() {
        IntStream.rangeClosed(1, 20).forEach(this::change);
        Activity before = meter.now();

        change(21);

        assertThat(before.lastChange()).contains(changeTo(20));
        assertThat(before.recentChanges()).hasSize(20).endsWith(changeTo(1));
    }

    @Test
    void showsOwnMessagesToThoseWhoWatchAndOthersToNobody() {
        List<AccountFeedEvent> seen = new ArrayList<>();
        meter.heard(message("before", true));
        try (var watching = feeds.watch("alice", seen::add)) {
            assertThat(watching).isNotNull();
            meter.heard(message("own", true));
            meter.heard(message("other", false));
            meter.passedOver();
        }
        meter.heard(message("after", true));

        assertThat(seen).containsExactly(new OwnMessage(new MessageId("own"), "streamer", "hello", START));
        assertThat(meter.now()).isEqualTo(new Activity(5, 3, 0, List.of()));
    }

    private void change(int number) {
        ColorChange change = changeTo(number);
        meter.changed(change.color(), change.at());
    }

    private static ColorChange changeTo(int number) {
        return new ColorChange(new Hex(number), START.plusSeconds(number));
    }

    private static ChatMessage message(String id, boolean own) {
        UserId chatter = new UserId(own ? "1" : "3");
        return new ChatMessage(
                new MessageId(id),
                new ChannelId("2"),
                "streamer",
                chatter,
                "someone",
                "Someone",
                "hello",
                own,
                Optional.empty(),
                Set.of(),
                START);
    }
}
