package dev.chameleonbot.host.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.ServedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How a demo went.
 *
 * @param accounts how many accounts there were
 * @param connected how many of them were live when the chat ended
 * @param seconds how long they chatted
 * @param peakThreads how many platform threads there were at most, those of the simulator included
 * @param served what the simulator counted
 */
public record DemoReport(int accounts, int connected, double seconds, int peakThreads, ServedReport served) {
    /** Whether every account was live, and every own message was answered by a change of colour, and by no more. */
    public boolean isFine() {
        return connected == accounts
                && served.missing() == 0
                && served.duplicates() == 0
                && served.undeliverable() == 0;
    }

    /** Writes it as JSON. */
    public void write(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode json = mapper.createObjectNode()
                .put("accounts", accounts)
                .put("connected", connected)
                .put("own_messages", served.ownMessages())
                .put("other_messages", served.otherMessages())
                .put("color_changes", served.colorChanges())
                .put("missing", served.missing() + served.undeliverable())
                .put("duplicates", served.duplicates());
        ServedReport.Latency latency = served.latencyMicros();
        json.putObject("latency_us")
                .put("p50", latency.p50())
                .put("p95", latency.p95())
                .put("p99", latency.p99())
                .put("max", latency.max());
        json.put("seconds", seconds).put("peak_threads", peakThreads);
        Files.writeString(file, mapper.writeValueAsString(json) + System.lineSeparator());
    }

    /** Some lines for people. */
    public String summary() {
        ServedReport.Latency latency = served.latencyMicros();
        return String.format(
                Locale.ROOT,
                """
                %d of %d accounts connected, chatting for %.0f s
                %,d own messages, %,d messages of others, %,d changes of colour
                %,d not served, %,d changes too many
                from message to change: median %.1f ms, 95 %% within %.1f ms, 99 %% within %.1f ms, longest %.1f ms
                """,
                connected,
                accounts,
                seconds,
                served.ownMessages(),
                served.otherMessages(),
                served.colorChanges(),
                served.missing() + served.undeliverable(),
                served.duplicates(),
                millis(latency.p50()),
                millis(latency.p95()),
                millis(latency.p99()),
                millis(latency.max()));
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
