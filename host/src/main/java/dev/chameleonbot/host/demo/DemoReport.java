package dev.chameleonbot.host.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.chameleonbot.simulator.ServedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The figures of a demo, as the simulated Twitch saw it.
 *
 * @param accounts how many accounts there were
 * @param connected how many of them were live when the chat began
 * @param ownMessages messages that an account wrote and was told of
 * @param otherMessages messages of others that accounts were told of
 * @param colorChanges changes of a colour that Twitch took
 * @param missing own messages that no change of colour came after
 * @param duplicates changes of colour beyond one for each own message
 * @param latencyMicros from the frame on Twitch's side to the request on Twitch's side, in microseconds
 * @param platformThreads the most platform threads that the process had
 */
@JsonPropertyOrder({
    "accounts",
    "connected",
    "own_messages",
    "other_messages",
    "color_changes",
    "missing",
    "duplicates",
    "latency_us",
    "platform_threads"
})
public record DemoReport(
        @JsonProperty("accounts") int accounts,
        @JsonProperty("connected") int connected,
        @JsonProperty("own_messages") long ownMessages,
        @JsonProperty("other_messages") long otherMessages,
        @JsonProperty("color_changes") long colorChanges,
        @JsonProperty("missing") long missing,
        @JsonProperty("duplicates") long duplicates,
        @JsonProperty("latency_us") ServedReport.Latency latencyMicros,
        @JsonProperty("platform_threads") int platformThreads) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static DemoReport of(DemoPlan plan, int connected, ServedReport served, int platformThreads) {
        return new DemoReport(
                plan.accounts(),
                connected,
                served.ownMessages(),
                served.otherMessages(),
                served.colorChanges(),
                served.missing() + served.undeliverable(),
                served.duplicates(),
                served.latencyMicros(),
                platformThreads);
    }

    /** Whether every account was live and each of its messages was followed by a change of its colour. */
    public boolean allServed() {
        return connected == accounts && missing == 0;
    }

    /**
     * Writes the figures as JSON.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + System.lineSeparator());
    }
}
