package dev.chameleonbot.host.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.simulator.ServedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The figures of a demo, as the simulated Twitch saw it.
 *
 * @param connected how many of them were live when the chat began
 * @param missing own messages that no change of colour came after
 * @param duplicates changes of colour beyond one for each own message
 * @param latencyMicros from the frame on Twitch's side to the request on Twitch's side, in microseconds
 * @param platformThreads the most platform threads that the process had
 * @param cutShort whether it was told to stop before the chat began, so that there is nothing to judge
 */
public record DemoReport(
        int accounts,
        int connected,
        long ownMessages,
        long otherMessages,
        long colorChanges,
        long missing,
        long duplicates,
        ServedReport.Latency latencyMicros,
        int platformThreads,
        boolean cutShort) {
    static DemoReport of(DemoPlan plan, int connected, ServedReport served, int platformThreads, boolean cutShort) {
        return new DemoReport(
                plan.accounts(),
                connected,
                served.ownMessages(),
                served.otherMessages(),
                served.colorChanges(),
                served.missing() + served.undeliverable(),
                served.duplicates(),
                served.latencyMicros(),
                platformThreads,
                cutShort);
    }

    /** Whether every account was live and each of its messages was followed by a change of its colour. */
    public boolean allServed() {
        return connected == accounts && missing == 0;
    }

    /** Whether there is nothing to complain of: all were served, or it was stopped before there was anything to serve. */
    public boolean isGood() {
        return cutShort || allServed();
    }

    /** What has come of it, in a sentence. */
    String verdict() {
        if (cutShort) {
            return "It was stopped before the chat began.";
        }
        if (allServed()) {
            return "Every message was served; " + duplicates + " change(s) too many.";
        }
        return missing > 0
                ? missing + " message(s) were NOT served."
                : (accounts - connected) + " account(s) were NOT live when the chat began.";
    }

    /** The figures as JSON. Names are stable; new ones may come. */
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("accounts", accounts)
                .put("connected", connected)
                .put("own_messages", ownMessages)
                .put("other_messages", otherMessages)
                .put("color_changes", colorChanges)
                .put("missing", missing)
                .put("duplicates", duplicates);
        json.putObject("latency_us")
                .put("p50", latencyMicros.p50())
                .put("p95", latencyMicros.p95())
                .put("p99", latencyMicros.p99())
                .put("max", latencyMicros.max());
        return json.put("platform_threads", platformThreads);
    }

    /**
     * Writes the figures as JSON.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, json().toPrettyString() + System.lineSeparator());
    }
}
