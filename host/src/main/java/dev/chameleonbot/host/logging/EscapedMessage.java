package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Objects;

/**
 * A line's message, always in one line: a chat message, a name or an answer of a server that holds a line
 * break or a terminal's control sequence can fake no other line. For the pattern's {@code %escaped}.
 */
final class EscapedMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return ControlCharacters.escape(Objects.requireNonNullElse(event.getFormattedMessage(), ""));
    }
}
