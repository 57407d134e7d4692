package dev.chameleonbot.benchmarks.hotpath;

import com.github.twitch4j.common.util.TypeConvert;
import com.github.twitch4j.eventsub.events.EventSubEvent;
import com.github.twitch4j.eventsub.socket.domain.EventSubSocketMessage;
import dev.chameleonbot.engine.eventsub.FrameReader;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.plugin.api.UserId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing one frame: with the engine's reader, and as twitch4j's socket does. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class FrameBenchmark {
    private static final String SELF = "1000";
    private static final String STRANGER = "99";
    private static final String KEEPALIVE_FRAME = """
        {"metadata":{"message_id":"AgoQTestKeepalive0001","message_type":"session_keepalive",\
        "message_timestamp":"2026-02-01T22:49:57.09607444Z"},"payload":{}}\
        """;

    /** What is parsed: an account's own message, somebody else's, or a sign of life. */
    public enum Text {
        /** 1.5 KB, read in full. */
        OWN,
        /** 1.5 KB, in which the engine looks for who has written it, and parses nothing. */
        STRANGERS,
        /** 0.15 KB. */
        KEEPALIVE
    }

    /** What is parsed. */
    @Param
    public Text text = Text.OWN;

    private final SystemTimers timers = new SystemTimers();
    private final FrameReader reader = new FrameReader(new UserId(SELF), false, timers);
    private String frame = "";

    /** Makes the text. */
    @Setup
    public void prepare() {
        frame = switch (text) {
            case OWN -> new SampleFrame(SELF).text(1);
            case STRANGERS -> new SampleFrame(STRANGER).text(1);
            case KEEPALIVE -> KEEPALIVE_FRAME;
        };
    }

    /** Ends the clock. */
    @TearDown
    public void stop() {
        timers.close();
    }

    /** The engine's reader. */
    @Benchmark
    public Object chameleon() {
        return reader.read(frame);
    }

    /** What twitch4j's socket does with a frame: the message and, of a notification, its event. */
    @Benchmark
    public @Nullable Object twitch4j() {
        EventSubSocketMessage message = TypeConvert.jsonToObject(frame, EventSubSocketMessage.class);
        EventSubEvent event =
                text == Text.KEEPALIVE ? null : message.getPayload().getParsedEvent();
        return event == null ? message : event;
    }
}
