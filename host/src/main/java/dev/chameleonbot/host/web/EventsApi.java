package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.control.StatusReport;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.web.EventStreams.Ending;
import dev.chameleonbot.plugin.api.Registration;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens, as it happens: four times a second, all that is new together, however much that is. While nobody watches,
 * nothing is looked at.
 *
 * <p>Concurrency: the timer looks and tells; requests come and go on threads of their own. {@code lock} guards
 * {@code looking}, which says whether the timer does.
 */
final class EventsApi implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_PER_SECOND = (int) (1_000 / LOOK_MILLIS);
    private static final Logger log = LoggerFactory.getLogger(EventsApi.class);

    private final BotHost host;
    private final Mode mode;
    private final WebServer server;
    private final ScheduledExecutorService timer;
    private final Sampler sampler;
    private final LogApi lines;
    private final Map<String, Supplier<Object>> revisions;
    private final EventStreams streams = new EventStreams(this::attend);
    private final Set<Runnable> buffers = ConcurrentHashMap.newKeySet();
    private final String boot = AccessTokens.create();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Future<?> looking;
    // Of the timer alone:
    private int looks;
    private Map<String, Object> known = Map.of();
    private long[] counts = new long[0];

    /**
     * The events of a host.
     *
     * @param log the log, whose lines some want to see
     * @param revisions by the name of what may change: something that is equal as long as it has not
     */
    EventsApi(
            HostOperations operations,
            Mode mode,
            WebServer server,
            InstantSource clock,
            LogApi log,
            Map<String, Supplier<Object>> revisions) {
        this.host = operations.host();
        this.mode = mode;
        this.server = server;
        this.timer = server.timer();
        this.sampler = new Sampler(host, clock);
        this.lines = log;
        this.revisions = Map.copyOf(revisions);
    }

    List<Route> routes() {
        return List.of(Route.view("/api/v1/events", this::serve));
    }

    private void serve(HttpCall call) throws ProblemException, IOException, InterruptedException {
        Optional<String> account = call.query()
                .parameter("account")
                .map(login -> login.toLowerCase(Locale.ROOT))
                .filter(login -> !login.isEmpty());
        ObjectNode hello = Json.object()
                .put("boot", boot)
                .put("version", ProgramVersion.ofThisProgram())
                .put("mode", mode.word());
        streams.serve(
                call,
                EventStreams.event("hello", hello),
                client -> {
                    List<Ending> endings = new ArrayList<>();
                    lines.follow(call, client, buffers).ifPresent(endings::add);
                    account.ifPresent(login -> endings.add(feed(login, client)));
                    return () -> endings.forEach(Ending::run);
                },
                () -> server.gate().stillKnows(call),
                server.slowClients());
    }

    private Ending feed(String login, Consumer<byte[]> client) {
        FeedBuffer buffer = new FeedBuffer(login);
        Runnable flush = () -> buffer.take().ifPresent(news -> client.accept(EventStreams.event("feed", news)));
        Registration watching = host.engine().watch(login, buffer::offer);
        buffers.add(flush);
        return () -> {
            buffers.remove(flush);
            watching.close();
        };
    }

    /** Tells everybody something at once. */
    void tell(String event, ObjectNode data) {
        if (streams.areOpen()) {
            streams.tell(EventStreams.event(event, data));
        }
    }

    /** Looks while somebody watches. */
    private void attend() {
        lock.lock();
        try {
            if (streams.areOpen() && looking == null) {
                timer.execute(sampler::begin); // What there is already, a page asks for by itself.
                looking = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } else if (!streams.areOpen() && looking != null) {
                looking.cancel(false);
                looking = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        try {
            sampler.next().forEach(news -> streams.tell(EventStreams.event("accounts", news)));
            buffers.forEach(Runnable::run);
            looks++;
            if (looks % LOOKS_PER_SECOND == 0) {
                streams.tell(EventStreams.event("summary", summary()));
                tellOfChanges();
            }
        } catch (RuntimeException e) { // Without this the timer would never look again.
            log.error("A look at the host for those who watch it failed", e);
        }
    }

    private ObjectNode summary() {
        Collection<Activity> activities = host.engine().activities().values();
        long[] now = {
            activities.stream().mapToLong(Activity::heard).sum(),
            activities.stream().mapToLong(Activity::own).sum(),
            activities.stream().mapToLong(Activity::colorsChanged).sum(),
            System.nanoTime()
        };
        ObjectNode summary = StatusReport.summary(host.accounts(), now[0], now[1], now[2]);
        double seconds = counts.length == 0 ? 0 : (now[3] - counts[3]) / 1e9;
        // After a pause in which nobody watched there is no present rate yet.
        boolean isKnown = seconds > 0 && seconds < LOOKS_PER_SECOND;
        summary.put("messages_a_second", isKnown ? rate(now[0] - counts[0], seconds) : 0);
        summary.put("own_a_second", isKnown ? rate(now[1] - counts[1], seconds) : 0);
        summary.put("changes_a_second", isKnown ? rate(now[2] - counts[2], seconds) : 0);
        counts = now;
        return summary;
    }

    private static double rate(long count, double seconds) {
        return Math.round(count / seconds * 10) / 10.0;
    }

    private void tellOfChanges() {
        Map<String, Object> now = new HashMap<>();
        revisions.forEach((name, revision) -> now.put(name, revision.get()));
        ObjectNode changed = Json.object();
        var what = changed.putArray("what");
        now.forEach((name, revision) -> {
            if (known.containsKey(name) && !revision.equals(known.get(name))) {
                what.add(name);
            }
        });
        known = now;
        if (!what.isEmpty()) {
            streams.tell(EventStreams.event("changed", changed));
        }
    }

    @Override
    public void close() {
        streams.close();
    }
}
