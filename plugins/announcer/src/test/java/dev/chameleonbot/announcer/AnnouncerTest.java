package dev.chameleonbot.announcer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.Channels.Channel;
import dev.chameleonbot.plugin.api.SettingsProblem;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("announcer")
final class AnnouncerTest {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("plugin.under-test");

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private final BehaviourTestkit kit = BehaviourTestkit.of(new Announcer())
            .setting("every", "10m")
            .setting("after_messages", 0)
            .setting("messages", List.of("one", "two"));

    @BeforeEach
    void listenToItsLog() {
        logged.start();
        LOG.setLevel(Level.WARN);
        LOG.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        LOG.detachAppender(logged);
        LOG.setLevel(null);
    }

    @Test
    void saysItsTextsInTurnAndGoesOnWhereItWasAfterARestart() {
        kit.start();

        kit.advance(EVERY.minusNanos(1));
        assertThat(kit.said()).isEmpty();
        kit.advance(EVERY.multipliedBy(3).plusNanos(1));
        kit.restart();
        kit.advance(EVERY);

        assertThat(said())
                .containsExactly(
                        "somechannel: one",
                        "somechannel: two",
                        "somechannel: one",
                        "somechannel: two",
                        "somechannel: one");
        assertThat(kit.metrics()).containsEntry("announcements", 1L);
    }

    @Test
    void countsNoAnnouncementThatWasNotSent() {
        kit.withoutScope("user:write:chat").start();

        kit.advance(EVERY);

        assertThat(kit.metrics()).doesNotContainKey("announcements").containsEntry("announcements.not_sent", 1L);
        assertThat(new Announcer().scopes()).containsExactly("user:write:chat");
    }

    @Test
    void speaksWhereOthersHaveWrittenEnoughSince() {
        kit.setting("after_messages", 2).start();
        kit.own("one's own");
        kit.own("do not count");
        kit.other("viewer", "hi");
        kit.advance(EVERY);
        assertThat(said()).isEmpty();

        kit.channel("another");
        kit.other("viewer", "hi");
        kit.channel("somechannel");
        kit.other("viewer", "hi");
        kit.advance(EVERY);
        kit.advance(EVERY);
        assertThat(said()).containsExactly("somechannel: one");
    }

    @Test
    void speaksInTheChannelsThatItIsToldTo() {
        kit.setting("channels", List.of("#Another")).start();
        kit.channel("another");

        kit.advance(EVERY);

        assertThat(said()).containsExactly("another: one");
    }

    @Test
    void waitsWhileTheConnectionIsLost() {
        kit.start();
        kit.happens(new BotEvent.Reconnecting(kit.clock().instant(), "it broke"));
        kit.advance(EVERY);
        assertThat(said()).isEmpty();

        kit.happens(new BotEvent.Live(kit.clock().instant()));
        kit.advance(EVERY);
        assertThat(said()).containsExactly("somechannel: one");
    }

    @Test
    void waitsWhileItDoesNotKnowTheChannels() {
        kit.start();
        kit.withdraw(Channels.class);
        kit.advance(EVERY);
        assertThat(said()).isEmpty();

        kit.service(Channels.class, () -> List.of(new Channel(new ChannelId("7"), "room")));
        kit.advance(EVERY);
        assertThat(said()).containsExactly("7: one");
    }

    @Test
    void goesThroughItsTextsInEachChannelAlsoOverARestart() {
        kit.setting("after_messages", 1).start();
        for (int i = 0; i < 2; i++) {
            for (String channel : List.of("a", "b")) {
                kit.channel(channel);
                kit.other("viewer", "hi");
                kit.advance(EVERY);
            }
        }
        kit.restart();
        kit.other("viewer", "hi");
        kit.advance(EVERY);

        assertThat(said()).containsExactly("a: one", "b: one", "a: two", "b: two", "b: one");
    }

    @Test
    void speaksInAsManyChannelsAsAnAccountMayHave() {
        Duration day = Duration.ofDays(1);
        kit.setting("every", "24h").start();
        List<Channel> channels = IntStream.range(0, 300)
                .mapToObj(i -> new Channel(new ChannelId("" + i), "channel" + i))
                .toList();
        kit.service(Channels.class, () -> channels);

        kit.advance(day);
        assertThat(said()).hasSizeLessThan(100);
        kit.advance(Duration.ofHours(1));
        assertThat(said()).hasSize(300).allMatch(said -> said.endsWith(": one"));
        kit.advance(day);
        assertThat(said()).hasSize(600).endsWith("299: two");
    }

    @Test
    void speaksWhileAStreamIsLiveAndNotBeforeThatIsKnown() {
        kit.setting("only_while_live", true).start();
        kit.channel("another");
        kit.advance(EVERY);
        assertThat(said()).isEmpty();

        kit.channel("somechannel");
        kit.streamBegins();
        kit.advance(EVERY);
        assertThat(said()).containsExactly("somechannel: one");

        kit.restart();
        kit.advance(EVERY);
        assertThat(said()).containsExactly("somechannel: one", "somechannel: two");

        kit.streamEnds();
        kit.advance(EVERY.multipliedBy(2));
        assertThat(said()).hasSize(2);
    }

    @Test
    void greetsAStreamThatHasJustBegunOnce() {
        kit.setting("messages", List.of())
                .setting("when_stream_begins", List.of("Here we go!", "Welcome!"))
                .setting("channels", List.of("somechannel"))
                .start();
        kit.streamBegins();
        kit.restart();
        kit.channel("another");
        kit.streamBegins();
        kit.channel("somechannel");
        assertThat(said()).containsExactly("somechannel: Here we go!", "somechannel: Welcome!");

        kit.streamEnds();
        kit.advance(Duration.ofHours(20));
        kit.streamBegins();
        assertThat(said()).hasSize(4);
    }

    @Test
    void doesNotGreetAStreamThatIsUnderWay() {
        kit.setting("when_stream_begins", List.of("Here we go!"));
        kit.streamBegins();
        kit.advance(Duration.ofMinutes(11));

        kit.start();

        assertThat(said()).isEmpty();
    }

    @Test
    void doesNothingWithoutTextsAndSaysSo() {
        kit.setting("messages", List.of()).account("someone").start();

        kit.advance(EVERY.multipliedBy(10));

        assertThat(said()).isEmpty();
        assertThat(warnings()).containsExactly("No messages are configured for someone, so it announces nothing");
        assertThat(new Announcer().settings().check(Map.of("messages", List.of())))
                .containsExactly(
                        new SettingsProblem.Doubtful("messages", "is empty, so there are no regular announcements"));
    }

    @Test
    void warnsOnceOfChannelsThatItIsNotIn() {
        kit.setting("channels", List.of("somechannel", "#typo")).start();
        kit.happens(new BotEvent.Reconnecting(kit.clock().instant(), "it broke"));
        kit.happens(new BotEvent.Live(kit.clock().instant()));

        assertThat(warnings())
                .containsExactly("chameleon does not listen in the channel typo, so it announces nothing there");
    }

    @Test
    void refusesWhatIsNoChannelsName() {
        assertThat(new Announcer().settings().check(Map.of("channels", List.of("#Fine_1", "not a name"))))
                .containsExactly(
                        new SettingsProblem.Unusable("channels", "has 'not a name', which is not a channel name"));
    }

    private List<String> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<String> said() {
        return kit.said().stream()
                .map(said -> said.channel().value().replace("id-of-", "") + ": " + said.text())
                .toList();
    }
}
