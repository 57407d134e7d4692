package dev.chameleonbot.colorchanger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Hex;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A3 reading commands, whatever is written")
final class ColorCommandPropertyTest {
    /** One of every kind: tags, zero widths, joiners, selectors, fillers, marks, controls, private, a lone surrogate. */
    private static final int[] INVISIBLE = {
        0xE0000, 0xE0001, 0xE0020, 0xE007F, 0xE0080, 0xE0FFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x2060, 0x2064, 0xFEFF,
        0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, 0x3164, 0xFFA0, 0xFE00, 0xFE0F,
        0xE0100, 0xE01EF, 0x0000, 0x0007, 0x007F, 0xE000, 0xF8FF, 0x10FFFD, 0xFFF0, 0xD83D, 0x1BCA0, 0x1D173
    };

    @Property
    void readsThroughInvisibleCharactersAnywhere(
            @ForAll("invisible") List<Integer> noise, @ForAll("colors") ChatColor color) {
        StringBuilder text = new StringBuilder();
        String plain = "ccc " + color.wireName();
        for (int i = 0; i < plain.length(); i++) {
            text.append(plain.charAt(i)).appendCodePoint(noise.get(i % noise.size()));
        }

        assertThat(ColorCommand.parse(text.toString())).contains(new ColorCommand.Choose(color));
    }

    @Property
    void readsAPresetHoweverItsWordsAreJoined(
            @ForAll Preset preset,
            @ForAll("joints") String joint,
            @ForAll("invisible") List<Integer> noise,
            @ForAll Random cases) {
        StringBuilder text = new StringBuilder("ccc ");
        String name = preset.wireName().replace("_", joint);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            text.append(cases.nextBoolean() ? Character.toUpperCase(letter) : letter)
                    .appendCodePoint(noise.get(i % noise.size()));
        }

        assertThat(ColorCommand.parse(text.toString())).contains(new ColorCommand.Choose(preset));
    }

    @Property
    void takesAnyTextThereIs(@ForAll String text) {
        assertThat(ColorCommand.parse(text)).isNotNull();
        assertThat(VisibleText.of(VisibleText.of(text))).isEqualTo(VisibleText.of(text));
    }

    @Property
    void takesNothingButInvisibleCharactersForAnEmptyText(@ForAll("invisible") List<Integer> noise) {
        String text = noise.stream().map(Character::toString).collect(Collectors.joining());

        assertThat(VisibleText.of(text)).isEmpty();
    }

    @Provide
    Arbitrary<List<Integer>> invisible() {
        return Arbitraries.of(Arrays.stream(INVISIBLE).boxed().toList())
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> joints() {
        return Arbitraries.of("", " ", "  ", "-", "_", " - ", "\u2011", "\u00a0");
    }

    @Provide
    Arbitrary<ChatColor> colors() {
        return Arbitraries.oneOf(
                Arbitraries.of(Preset.values()),
                Arbitraries.integers().between(0, 0xFFFFFF).map(Hex::new));
    }
}
