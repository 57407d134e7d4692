package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Objects;

/**
 * A line's message, in one line whatever is in it: a chat message, a name or an answer of a server that holds a line
 * break or a terminal's control sequence can fake no other line. For the pattern's {@code %escaped}.
 */
final class EscapedMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return escape(Objects.requireNonNullElse(event.getFormattedMessage(), ""));
    }

    /** Writes control characters, line separators, and what turns the direction of writing around, as Java does. */
    static String escape(String text) {
        if (text.chars().noneMatch(EscapedMessage::isDangerous)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                default -> {
                    if (isDangerous(c)) {
                        escaped.append(String.format("\\u%04x", c));
                    } else {
                        escaped.append((char) c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isDangerous(int c) {
        return (c < ' ' && c != '\t')
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
