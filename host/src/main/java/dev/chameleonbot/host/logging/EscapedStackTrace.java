package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;

/**
 * A stack trace all of whose lines but the first are indented: an exception's message with line breaks can fake no line
 * of the log. Logback makes it, for the pattern's {@code %trace}.
 */
final class EscapedStackTrace extends ThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
        String trace = super.convert(event);
        if (trace.isEmpty()) {
            return trace;
        }
        return trace.replace("\r\n", "\n")
                .lines()
                .map(ControlCharacters::escape)
                .map(line -> line.startsWith("\t") ? line : "\t" + line)
                .collect(Collectors.joining("\n", "", "\n"))
                .substring(1);
    }
}
