package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.ChatLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.MDC;

/** C19: one id from the frame to the request, in the log's context and in flight recordings. */
@ExtendWith(TidyExtension.class)
@Isolated("It records the whole JVM.")
@DisplayName("C19 correlation")
final class CorrelationIT {
    private static final String EVENT = "dev.chameleonbot.ColorChange";

    @TempDir
    private Path directory;

    @Test
    void aFlightRecordingTellsOfEachChangeWithItsMessageAndItsStages() throws Exception {
        List<RecordedEvent> events;
        try (EngineRig rig = new EngineRig(directory.resolve("state"));
                Recording recording = new Recording()) {
            recording.enable(EVENT);
            recording.start();
            rig.start(rig.account("alice", "streamer"));
            rig.awaitLive("alice");
            rig.sayAndAwaitColor("alice", "streamer");
            rig.engine().close();
            events = dumped(recording);
        }

        RecordedEvent event = events.getFirst();
        assertThat(events).hasSize(1);
        assertThat(event.getString("account")).isEqualTo("alice");
        assertThat(event.getString("channel")).isEqualTo("streamer");
        assertThat(event.getString("messageId")).isNotBlank();
        assertThat(event.getString("outcome")).isEqualTo("Changed");
        for (String stage : List.of("queued", "decided", "waited", "requested")) {
            assertThat(event.getDuration(stage)).as(stage).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        }
        assertThat(event.getDuration("requested")).isPositive();
    }

    @Test
    void theMessagesChannelAndIdAreInTheContextOfTheLogWhileItIsHandled() throws Exception {
        try (EngineRig rig = new EngineRig(directory.resolve("state"))) {
            List<String> seen = new CopyOnWriteArrayList<>();
            rig.start(
                    bot -> message -> seen.add(MDC.get("account") + " " + MDC.get("plugin") + " " + MDC.get("channel")
                            + " " + MDC.get("correlation_id") + " "
                            + message.id().value()),
                    rig.account("alice", "streamer"));
            rig.awaitLive("alice");
            ChatLine line = rig.twitch().say("alice", "streamer", "hello");

            await().atMost(EngineRig.PATIENCE).until(() -> !seen.isEmpty());
            assertThat(seen.getFirst()).startsWith("alice test streamer ");
            String[] words = seen.getFirst().split(" ", -1);
            assertThat(words[3]).isEqualTo(words[4]);
            assertThat(line.text()).isEqualTo("hello");
        }
    }

    private List<RecordedEvent> dumped(Recording recording) throws IOException {
        Path file = directory.resolve("recording.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(EVENT))
                .toList();
    }
}
