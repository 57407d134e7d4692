package dev.chameleonbot.host.logging;

/** What others wrote, made harmless for a terminal and a log: control characters become visible. */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** Writes control characters, line separators, and what directs the way of writing, as Java does. */
    public static String escape(String text) {
        if (text.chars().noneMatch(ControlCharacters::isDangerous)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                default -> append(c, escaped);
            }
        });
        return escaped.toString();
    }

    private static void append(int c, StringBuilder escaped) {
        if (isDangerous(c)) {
            escaped.append(String.format("\\u%04x", c));
        } else {
            escaped.append((char) c);
        }
    }

    static boolean isDangerous(int c) {
        return (c < ' ' && c != '\t')
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
