package dev.chameleonbot.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EchoesTest {
    private static final UserId BOB = new UserId("2");
    private static final ChannelId ROOM = new ChannelId("3");

    private long now;
    private final Echoes echoes = new Echoes(() -> now);

    @Test
    void anotherAccountOfTheHostHearsWhatABotHasSaidAsAnEchoToo() {
        echoes.said(BOB, ROOM, "!ping");

        assertThat(echoes.isEcho(message(BOB, false, "!ping"))).isTrue();
        assertThat(echoes.isEcho(message(BOB, true, " !ping "))).isTrue();
    }

    @Test
    void whatSomebodyElseWritesOrSomewhereElseOrWithOtherWordsIsNone() {
        echoes.said(BOB, ROOM, "!ping");
        echoes.said(BOB, new ChannelId("4"), "!pong");
        echoes.said(BOB, ROOM, "ping");

        assertThat(echoes.isEcho(message(new UserId("9"), false, "!ping"))).isFalse();
        assertThat(echoes.isEcho(message(BOB, true, "!pong"))).isFalse();
        assertThat(echoes.isEcho(message(BOB, true, "ping"))).isFalse();
    }

    @Test
    void isForgottenAfterHalfAMinute() {
        echoes.said(BOB, ROOM, "!ping");
        now += Duration.ofSeconds(30).toNanos();
        assertThat(echoes.isEcho(message(BOB, true, "!ping"))).isTrue();
        now++;
        assertThat(echoes.isEcho(message(BOB, true, "!ping"))).isFalse();
    }

    @Test
    void aBotThatSaysTooMuchCostsTheOldestOnly() {
        for (int i = 0; i <= 1_000; i++) {
            echoes.said(BOB, ROOM, "!" + i);
        }

        assertThat(echoes.isEcho(message(BOB, true, "!0"))).isFalse();
        assertThat(echoes.isEcho(message(BOB, true, "!1"))).isTrue();
    }

    private static ChatMessage message(UserId chatter, boolean own, String text) {
        return new ChatMessage(
                new MessageId("m"),
                ROOM,
                "room",
                chatter,
                "login",
                "Name",
                text,
                own,
                Optional.empty(),
                Set.of(),
                Instant.EPOCH);
    }
}
