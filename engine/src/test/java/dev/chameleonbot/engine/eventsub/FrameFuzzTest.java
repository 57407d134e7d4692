package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a frame holds, the reader answers with a frame and throws nothing. The damage is random with a fixed seed, so
 * every run tries the same.
 */
final class FrameFuzzTest {
    private static final List<String> FIXTURES = List.of(
            "notification_chat_message",
            "notification_chat_message_command",
            "notification_chat_message_shared",
            "revocation",
            "session_keepalive",
            "session_reconnect",
            "session_welcome");
    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "-1e999",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\ud83d",
            "\uffff",
            "9999999999999999999999",
            "{}",
            "[]",
            "\"\"",
            "NaN",
            "/*",
            "'",
            "\\",
            "\n",
            "[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":");

    private final FrameReader everyone = new FrameReader(new UserId("185321156"), () -> true, () -> Instant.EPOCH);
    private final FrameReader own = new FrameReader(new UserId("185321156"), () -> false, () -> Instant.EPOCH);

    @Test
    void readsEveryBeginningOfAFrame() {
        for (String fixture : FIXTURES) {
            String text = Fixtures.read(fixture);
            for (int length = 0; length < text.length(); length++) {
                read(text.substring(0, length));
            }
        }
    }

    @Test
    void readsFramesThatWereDamagedInAThousandWays() {
        Random random = new Random(20_260_201);
        for (String fixture : FIXTURES) {
            String text = Fixtures.read(fixture);
            for (int round = 0; round < 3_000; round++) {
                read(damaged(text, random));
            }
        }
    }

    @Test
    void readsNoiseOfAnyKind() {
        Random random = new Random(4_711);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder noise = new StringBuilder();
            int pieces = random.nextInt(40);
            for (int i = 0; i < pieces; i++) {
                noise.append(SPLINTERS.get(random.nextInt(SPLINTERS.size())));
            }
            read(noise.toString());
        }
    }

    @Test
    void readsWhatIsDeeperAndLongerThanAnybodyNeeds() {
        for (String deep : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000), "{\"metadata\":".repeat(500))) {
            assertThat(everyone.read(deep)).isInstanceOf(Frame.Malformed.class);
        }
        read("{\"metadata\":{\"message_type\":\"" + "x".repeat(5_000_000) + "\"}}");
        read("{\"" + "k".repeat(200_000) + "\":1}");
        read("{\"payload\":" + "9".repeat(50_000) + "}");
    }

    private void read(String text) {
        assertThat(everyone.read(text)).isNotNull();
        assertThat(own.read(text)).isNotNull();
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int wounds = 1 + random.nextInt(4);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(damaged.length());
            int to = Math.min(damaged.length(), at + random.nextInt(30));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, to);
                case 1 -> damaged.insert(at, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x10000));
                default -> damaged.insert(at, damaged.substring(at, to));
            }
            if (damaged.isEmpty()) {
                damaged.append(' ');
            }
        }
        return damaged.toString();
    }
}
