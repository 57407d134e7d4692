package dev.chameleonbot.engine.metrics;

import dev.chameleonbot.engine.events.AccountEvent.Refresh;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineMetrics.OfPlugin;
import dev.chameleonbot.engine.model.Latency;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.host.Mutex;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything that an engine counts over all accounts, in one place. To count something takes no lock and no memory, and may
 * be done by any thread; what it comes to is worked out when somebody asks. Messages are not even counted here: each account
 * does so, and they are summed up.
 *
 * <p>Concurrency: the lock guards which accounts there are, and what former ones have heard. So no sum ever falls.
 */
public final class EngineMeters {
    private static final int TOO_MANY = 429;
    private static final int AT_FAULT = 500;
    /** No answer. */
    private static final String NONE = "none";

    private final Mutex lock = new Mutex();
    private final Set<ActivityMeter> accounts = new HashSet<>();
    /** What accounts have heard that are not there any more. */
    private long formerOwn;

    private long formerOthers;
    private final LongAdder repeated = new LongAdder();
    private final Tally<FrameKind> frames = Tally.of(FrameKind.class);
    private final Tally<Class<?>> colors = Tally.ofResults(ColorResult.class);
    private final LatencyHistogram queued = new LatencyHistogram();
    private final LatencyHistogram decided = new LatencyHistogram();
    private final LatencyHistogram waited = new LatencyHistogram();
    private final LatencyHistogram requested = new LatencyHistogram();
    private final LatencyHistogram total = new LatencyHistogram();
    private final Tally<Class<?>> chat = Tally.ofResults(SayResult.class);
    private final Tally<String> helix = Tally.of("2xx", "3xx", "4xx", "429", "5xx", NONE);
    private final Tally<Refresh> refreshes = Tally.of(Refresh.class);
    private final Tally<Cause> reconnects = Tally.of(Cause.class);
    private final LongAdder asked = new LongAdder();
    private volatile boolean storeWorks = true;

    /** Frames of EventSub that are no chat. */
    public enum FrameKind {
        /** The first one of a connection. */
        WELCOME,
        /** Nothing else was to be said. */
        KEEPALIVE,
        /** A stream begins or ends. */
        STREAM,
        /** Twitch asks for another connection. */
        RECONNECT,
        /** A subscription has ended. */
        REVOCATION,
        /** Of a type that nobody knows. */
        UNKNOWN,
        /** It cannot be read. */
        MALFORMED
    }

    /** Counts nothing yet. */
    public EngineMeters() {}

    /** Has what an account hears counted among all, from its first message on. */
    public void add(ActivityMeter account) {
        lock.run(() -> accounts.add(account));
    }

    /** Keeps what an account has heard, which hears no more; what still comes is not counted here. */
    public void remove(ActivityMeter account) {
        lock.run(() -> {
            if (accounts.remove(account)) {
                formerOwn += account.own();
                formerOthers += account.others();
            }
        });
    }

    private SortedMap<String, Long> messages() {
        return lock.get(() -> new TreeMap<>(Map.of(
                "own",
                        formerOwn
                                + accounts.stream()
                                        .mapToLong(ActivityMeter::own)
                                        .sum(),
                "others",
                        formerOthers
                                + accounts.stream()
                                        .mapToLong(ActivityMeter::others)
                                        .sum())));
    }

    /** Counts a message that has come before. */
    public void repeated() {
        repeated.increment();
    }

    /** Counts a frame. */
    public void came(FrameKind frame) {
        frames.count(frame);
    }

    /**
     * Counts the outcome of a colour request, and the nanoseconds of its stages if it succeeded: from the message's frame to
     * the behaviour, from there to the behaviour's request, to the last HTTP request for it, and to the answer.
     */
    public void ended(ColorResult result, boolean isOfMessage, long queue, long decision, long wait, long request) {
        colors.count(result.getClass());
        if (!(result instanceof ColorResult.Changed)) {
            return;
        }
        if (isOfMessage) {
            queued.measured(queue);
            decided.measured(decision);
        }
        waited.measured(wait);
        requested.measured(request);
        total.measured(queue + decision + wait + request);
    }

    /** Counts what became of a chat message of a plugin. */
    public void said(SayResult result) {
        chat.count(result.getClass());
    }

    /** Counts an answer of Helix. */
    public void helixAnswered(int status) {
        helix.count(classOf(status));
    }

    private static String classOf(int status) {
        return switch (status / 100) {
            case 2 -> "2xx";
            case 4 -> status == TOO_MANY ? "429" : "4xx";
            default -> status >= AT_FAULT ? "5xx" : "3xx";
        };
    }

    /** Counts a request to Helix that no answer came to. */
    public void helixUnanswered() {
        helix.count(NONE);
    }

    /** Counts a try to replace a token. */
    public void refreshed(Refresh outcome) {
        refreshes.count(outcome);
    }

    /** Counts a connection that was lost or could not be had. */
    public void reconnecting(Cause cause) {
        reconnects.count(cause);
    }

    /** Counts a connection that Twitch wants to be replaced. */
    public void askedToReconnect() {
        asked.increment();
    }

    /** Takes note whether everything can be stored that is to be. */
    public void storeWorks(boolean works) {
        storeWorks = works;
    }

    /** Whether everything can be stored that is to be. */
    public boolean storeWorks() {
        return storeWorks;
    }

    /**
     * What was counted until now, put together with what is read only now.
     *
     * @param undelivered how many events did not reach a listener
     */
    public EngineMetrics now(SortedMap<String, OfPlugin> plugins, long undelivered, List<AccountDiagnostics> accounts) {
        SortedMap<String, Long> lost = reconnects.now();
        lost.put("asked", asked.sum());
        return new EngineMetrics(
                messages(),
                repeated.sum(),
                frames.now(),
                colors.now(),
                stages(),
                chat.now(),
                helix.now(),
                refreshes.now(),
                lost,
                plugins,
                undelivered,
                storeWorks,
                accounts);
    }

    private Map<String, Latency> stages() {
        return Map.of(
                "queued", queued.now(),
                "decided", decided.now(),
                "waited", waited.now(),
                "requested", requested.now(),
                "total", total.now());
    }
}
