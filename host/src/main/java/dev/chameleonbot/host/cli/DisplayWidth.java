package dev.chameleonbot.host.cli;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * How many cells of a terminal a text fills: two for the wide characters of East Asia and for emoji, none for those that
 * are put onto the one before (Unicode's annex 11, as terminals keep to it).
 */
final class DisplayWidth {
    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int character) {
        if (character < 0x300) {
            return 1;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        boolean isFullwidthForm =
                (character >= 0xFF01 && character <= 0xFF60) || (character >= 0xFFE0 && character <= 0xFFE6);
        boolean isHalfwidthForm = character >= 0xFF61 && character <= 0xFFDC;
        boolean isCjkPunctuation = character >= 0x3000 && character <= 0x303E;
        return isFullwidthForm
                || isCjkPunctuation
                || Character.isEmojiPresentation(character)
                || (!isHalfwidthForm && WIDE_SCRIPTS.contains(UnicodeScript.of(character)));
    }
}
