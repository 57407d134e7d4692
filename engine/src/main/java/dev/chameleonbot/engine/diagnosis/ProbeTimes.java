package dev.chameleonbot.engine.diagnosis;

import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Times;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Takes the times of one attempt. Calls come from the threads of the attempt; what has begun last counts. */
final class ProbeTimes extends EventListener {
    private final LongSupplier nanos;
    private final long start;
    private final Map<Part, Long> begun = new EnumMap<>(Part.class); // guarded by this
    private final Map<Part, Duration> taken = new EnumMap<>(Part.class); // guarded by this

    private enum Part {
        NAME,
        CONNECTION,
        TLS
    }

    ProbeTimes(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    Times soFar() {
        return new Times(of(Part.NAME), of(Part.CONNECTION), of(Part.TLS), Duration.ofNanos(nanos.getAsLong() - start));
    }

    private synchronized Optional<Duration> of(Part part) {
        return Optional.ofNullable(taken.get(part));
    }

    private synchronized void begin(Part part) {
        begun.put(part, nanos.getAsLong());
    }

    private synchronized void end(Part part) {
        Long since = begun.get(part);
        if (since != null) {
            taken.put(part, Duration.ofNanos(nanos.getAsLong() - since));
        }
    }

    @Override
    public void dnsStart(Call call, String name) {
        begin(Part.NAME);
    }

    @Override
    public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
        end(Part.NAME);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        begin(Part.CONNECTION);
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        end(Part.CONNECTION);
    }

    @Override
    public void secureConnectStart(Call call) {
        begin(Part.TLS);
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        end(Part.TLS);
    }
}
