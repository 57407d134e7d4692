package dev.chameleonbot.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.helix.CannedHelix;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.state.CapturedLog;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatWriterTest {
    private static final ChannelId FOO = new ChannelId("42");

    private final ManualTimers timers = new ManualTimers();
    private final CannedHelix twitch = new CannedHelix(timers);
    private final List<Channel> channels = new ArrayList<>(List.of(new Channel(FOO, "foo")));
    private final LogLimit unsent = new LogLimit(timers);
    private final List<String> told = new ArrayList<>();
    private final ChatWriter chat = writer("alice");

    @Test
    void aChannelThatWasLeftIsNoTroubleAnyMore() {
        twitch.answers(403, "{}");
        chat.say(FOO, "hello");
        chat.channelsChanged();
        assertThat(told).containsExactly("may not 42");

        channels.clear();
        chat.channelsChanged();
        chat.channelsChanged();

        assertThat(told).containsExactly("may not 42", "may 42");
    }

    @Test
    void messagesThatCannotBeSentNowAreLoggedForAllAccountsTogetherAndToldToEach() {
        twitch.answers(503, "{}");

        try (CapturedLog log = CapturedLog.of(ChatWriter.class)) {
            for (int i = 0; i < 50; i++) {
                writer("account" + i).say(FOO, "hello");
            }
            timers.advance(Duration.ofMinutes(1));
            writer("another").say(FOO, "hello");

            assertThat(told).hasSize(51).containsOnly("not said 42");
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().getLast()).contains("49 more like it, of all accounts, since the last line");
        }
    }

    @Test
    void aChannelThatTakesEverySecondMessageIsAFewLines() {
        try (CapturedLog log = CapturedLog.of(ChatWriter.class)) {
            for (int i = 0; i < 120; i++) {
                twitch.answers(i % 2 == 0 ? 403 : 200, "{\"data\":[]}");
                chat.say(FOO, "hello");
                timers.advance(Duration.ofSeconds(1));
            }

            assertThat(told).hasSize(120);
            assertThat(log.lines()).hasSizeLessThan(6);
        }
    }

    @Test
    void messagesThatDoNotFitTheQueueAreOneLineForTheirChannel() {
        try (CapturedLog log = CapturedLog.of(ChatWriter.class)) {
            for (int i = 0; i < 50; i++) {
                chat.notTried(FOO, "20 messages wait for the channel already");
            }

            assertThat(told).containsExactly("not said 42");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("A message to #foo was not sent: 20 messages wait for the channel already");
        }
    }

    private ChatWriter writer(String login) {
        return new ChatWriter(
                twitch.calls(), twitch.account(login), new UserId("1"), () -> channels, timers, unsent, this::heard);
    }

    private void heard(AccountEvent event) {
        told.add(
                switch (event) {
                    case AccountEvent.Mishap mishap -> "not said " + mishap.subject();
                    case AccountEvent.Troubled trouble -> "may not " + trouble.subject();
                    case AccountEvent.Works works -> "may " + works.subject();
                    default -> throw new AssertionError(event);
                });
    }
}
