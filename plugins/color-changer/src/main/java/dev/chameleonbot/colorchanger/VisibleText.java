package dev.chameleonbot.colorchanger;

import java.util.regex.Pattern;

/**
 * A message's text as a person sees it. Chat clients add invisible characters, often U+E0000, so that Twitch accepts a
 * repeated message.
 */
final class VisibleText {
    /** Format, control, private and unassigned characters, and the rest of Unicode's Default_Ignorable_Code_Point. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}&&[^\\t\\n\\x0B\\f\\r]]"
            + "|[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{3164}\\x{FFA0}]"
            + "|[\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]");

    /** White space of any kind and width; the Braille pattern without dots looks like it. */
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}\\x{2800}]+");

    private VisibleText() {}

    /** Removes invisible characters, and all white space except one space between words. */
    static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        String seen = INVISIBLE.matcher(text).replaceAll("");
        return WHITE_SPACE.matcher(seen).replaceAll(" ").strip();
    }

    /** Whether the text is ASCII words with single spaces, like nearly all messages: nothing to remove. */
    private static boolean isPlain(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ';
    }
}
