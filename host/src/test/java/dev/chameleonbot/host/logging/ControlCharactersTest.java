package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlCharactersTest {
    @Test
    void leavesOrdinaryTextAsItIs() {
        String text = "naïve 😀 text with \t tab and \\n";

        assertThat(ControlCharacters.escape(text)).isSameAs(text);
    }

    @Test
    void showsLineBreaksAndTerminalSequences() {
        assertThat(ControlCharacters.escape("a\r\nb\u001b[31mc\u0000\u009b\u2028\u202e😀"))
                .isEqualTo("a\\r\\nb\\u001b[31mc\\u0000\\u009b\\u2028\\u202e😀");
    }

    @Test
    void showsWhateverDirectsTheWayOfWriting() {
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
                .chars()
                .forEach(c -> assertThat(ControlCharacters.escape("שלום" + (char) c + "b"))
                        .isEqualTo(String.format("שלום\\u%04xb", c)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u000b", "\u000c", "\u0085", "\u2028", "\u2029", "\u007f", "\u2066"})
    void escapesEverythingThatAViewerMayTakeForABreakOrACommand(String character) {
        assertThat(ControlCharacters.escape("a" + character + "b"))
                .startsWith("a\\")
                .endsWith("b");
    }
}
