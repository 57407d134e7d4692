package dev.chameleonbot.announcer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("announcer")
final class AnnouncerTest {
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final BehaviourTestkit kit = BehaviourTestkit.of(new Announcer())
            .setting("every", "10m")
            .setting("after_messages", 0)
            .setting("messages", List.of("one", "two"));

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

        kit.service(Channels.class, List::of);
        kit.advance(EVERY);
        assertThat(said()).isEmpty();
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
    void doesNothingWithoutTexts() {
        kit.setting("messages", List.of()).start();

        kit.advance(EVERY.multipliedBy(10));

        assertThat(said()).isEmpty();
    }

    private List<String> said() {
        return kit.said().stream()
                .map(said -> said.channel().value().replace("id-of-", "") + ": " + said.text())
                .toList();
    }
}
