package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** The form of a line of the log: a pattern of Logback's, with {@code %escaped} and {@code %trace} for what others wrote. */
final class Lines {
    private Lines() {}

    /** Writes events in that form, in UTF-8. */
    static Encoder<ILoggingEvent> of(Context context, String pattern) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("escaped", EscapedMessage::new);
        layout.getInstanceConverterMap().put("trace", EscapedStackTrace::new);
        layout.setPattern(pattern);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    /**
     * A line's message, always in one line: a chat message, a name or an answer of a server that holds a line
     * break or a terminal's control sequence can fake no other line. For the pattern's {@code %escaped}.
     */
    private static final class EscapedMessage extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return ControlCharacters.escape(Objects.requireNonNullElse(event.getFormattedMessage(), ""));
        }
    }

    /**
     * A stack trace all of whose lines but the first are indented: an exception's message with line breaks can fake no line
     * of the log. Logback makes it, for the pattern's {@code %trace}.
     */
    private static final class EscapedStackTrace extends ThrowableProxyConverter {
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
}
