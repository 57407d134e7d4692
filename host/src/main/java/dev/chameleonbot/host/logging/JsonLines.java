package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/**
 * Lines of the log as JSON, by Logback's encoder: {@code time}, {@code level}, {@code loggerName}, {@code threadName},
 * {@code mdc} with what is known of {@code account}, {@code plugin}, {@code channel} and {@code correlation_id}, {@code
 * throwable}, and {@code message} as people would read it. What could mislead a terminal that shows such a line is escaped
 * beyond what JSON asks for.
 */
final class JsonLines extends JsonEncoder {
    private JsonLines() {
        setWithSequenceNumber(false);
        setWithTimestamp(false); // Milliseconds; as a time below.
        setWithNanoseconds(false);
        setWithContext(false);
        setWithMessage(false); // Without its arguments; as it reads below.
        setWithArguments(false);
    }

    static Encoder<ILoggingEvent> of(Context context) {
        JsonLines lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        return lines;
    }

    @Override
    protected void appendCustomFields(StringBuilder json, ILoggingEvent event) {
        append(json, "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        append(json, "message", Objects.requireNonNullElse(event.getFormattedMessage(), ""));
    }

    private void append(StringBuilder json, String name, String value) {
        json.append(VALUE_SEPARATOR);
        appenderMember(json, name, JsonEscapeUtil.jsonEscapeString(value));
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line = super.encode(event);
        String text = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
        String escaped = ControlCharacters.escape(text);
        return escaped.equals(text) ? line : (escaped + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
