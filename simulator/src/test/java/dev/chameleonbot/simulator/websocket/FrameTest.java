package dev.chameleonbot.simulator.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static String head(int length, int bytes) {
        return HexFormat.of().formatHex(Frame.text(new byte[length]), 0, bytes);
    }

    @Test
    void writesLengthsInTheShortestForm() {
        assertThat(head(0, 2)).isEqualTo("8100");
        assertThat(head(125, 2)).isEqualTo("817d");
        assertThat(head(126, 4)).isEqualTo("817e007e");
        assertThat(head(65_535, 4)).isEqualTo("817effff");
        assertThat(head(65_536, 10)).isEqualTo("817f0000000000010000");
    }

    @Test
    void joinsTheParts() {
        assertThat(Frame.encode(0x89, new byte[] {1}, new byte[] {2, 3})).containsExactly(0x89, 3, 1, 2, 3);
    }
}
