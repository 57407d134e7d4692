package dev.chameleonbot.engineplugin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.EngineBuilder;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine and its configuration.
 *
 * <p>One virtual thread owns both and does everything; the host's threads hand their wish over and wait for
 * it, with a deadline. So nothing of this plugin stays behind in the thread-locals of the host's threads, where it would
 * keep the plugin's classes from being unloaded, and anyone else who wants a stop, such as the JVM's, waits its turn.
 */
final class EngineThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineThread.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** The engine's own deadline for a stop is shorter by far; a start does not wait for the accounts. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("chameleon-engine-plugin").factory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atTheEnd = new Thread(this::closeAtTheEnd, "chameleon-engine-stop");
    private final Places places;
    private final ConfigSource source;
    /** Looks at the file; of that thread alone, as all that follows. */
    private final ConfigWatch watch;

    /** What was read last. */
    private @Nullable HostConfig config;
    /** What of it runs, with the behaviours at hand. */
    private @Nullable HostConfig inUse;

    private List<HostBehaviour> behaviours = List.of();
    private @Nullable Engine engine;

    private EngineThread(Places places, Map<String, String> environment) {
        this.places = places;
        this.source = new ConfigSource(places.config(), new ConfigReader(environment));
        this.watch = new ConfigWatch(places.config(), InstantSource.system());
    }

    /**
     * Reads the configuration; nothing runs yet.
     *
     * @throws PluginRuntimeException if it cannot be used; the message says all that is wrong with it, and what to do
     */
    static EngineThread open(Places places, Map<String, String> environment) {
        EngineThread engine = new EngineThread(places, environment);
        try {
            engine.ask(() -> engine.config = engine.source.usable());
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(engine.atTheEnd);
        engine.lookFromNowOn();
        return engine;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a look throws nothing
    private void lookFromNowOn() {
        thread.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Runs the accounts with these behaviours from now on. What has run before is stopped gracefully first.
     *
     * @throws PluginRuntimeException if the engine cannot start; then nothing runs
     */
    void run(List<HostBehaviour> wanted) {
        ask(() -> {
            stopEngine();
            behaviours = List.copyOf(wanted);
            startEngine();
            return null;
        });
    }

    /** Stops the accounts gracefully, until the next {@link #run}. */
    void pause() {
        ask(() -> {
            stopEngine();
            behaviours = List.of();
            return null;
        });
    }

    private void startEngine() {
        HostConfig configured = config;
        if (configured == null) {
            throw new IllegalStateException("There is no configuration");
        }
        warnOfMissing(configured);
        HostConfig used = usable(configured, UnaryOperator.identity()).orElseGet(() -> {
            log.error("Behaviours with invalid settings are left out; correct the settings");
            return configured;
        });
        Leftovers.restore();
        EngineBuilder builder = Engine.builder()
                .endpoints(used.endpoints())
                .accounts(used.accounts())
                .stateDirectory(places.state());
        behaviours.forEach(one -> builder.behaviour(one.pluginId(), one.behaviour()));
        Engine fresh = builder.build();
        try {
            fresh.start();
        } catch (EngineStartException e) {
            throw new PluginRuntimeException(e, "{}", e.getMessage());
        }
        engine = fresh;
        inUse = used;
        log.info(
                "Running {} of {} with {}; the state is in {}",
                used.accounts().size() == 1 ? "1 account" : used.accounts().size() + " accounts",
                places.config(),
                pluginIds().isEmpty() ? "no behaviour" : String.join(", ", pluginIds()),
                places.state());
    }

    private Set<String> pluginIds() {
        Set<String> ids = new TreeSet<>();
        behaviours.forEach(one -> ids.add(one.pluginId()));
        return ids;
    }

    /**
     * What of a configuration runs with the behaviours at hand: all but the accounts that are misconfigured. Empty if the
     * behaviours cannot work with what is set for all, or there is no account left. What is wrong is logged.
     *
     * @param continuing lets accounts go on with what they had
     */
    private Optional<HostConfig> usable(HostConfig configured, UnaryOperator<HostConfig> continuing) {
        ConfigReport judged =
                ConfigReport.of(configured).with(configured.plugins().problemsWith(behavioursByPlugin()));
        judged.warnings().forEach(warning -> log.warn("{}", warning));
        Optional<HostConfig> usable = judged.config().map(continuing).filter(HostConfig::isRunnable);
        usable.ifPresentOrElse(
                config -> config.misconfigured().forEach(account -> log.error("{}", account)),
                () -> judged.errors().forEach(error -> log.error("{}", error)));
        return usable;
    }

    private Map<String, List<ChatBehaviour>> behavioursByPlugin() {
        return behaviours.stream()
                .collect(
                        groupingBy(HostBehaviour::pluginId, TreeMap::new, mapping(HostBehaviour::behaviour, toList())));
    }

    private void warnOfMissing(HostConfig configured) {
        Set<String> missing = new TreeSet<>(configured.plugins().plugins());
        missing.removeAll(pluginIds());
        if (!missing.isEmpty()) {
            log.warn("The configuration has settings for {}, but the host has started no behaviour of it", missing);
        }
        if (!configured.alerts().webhooks().isEmpty()) {
            log.warn("alerts: the engine plugin sends none; watch this log, or use the standalone host");
        }
    }

    private void stopEngine() {
        Engine ended = engine;
        engine = null;
        if (ended != null) {
            ended.close();
            log.info("The accounts have stopped");
        }
    }

    /** Takes over a configuration that has changed; one that cannot be used changes nothing. */
    private void look() {
        try {
            if (watch.hasChanged()) {
                source.changed().ifPresent(this::take);
            }
        } catch (RuntimeException e) { // or there would be no further look
            log.error("The changed configuration was not applied", e);
        }
    }

    private void take(HostConfig changed) {
        HostConfig before = inUse;
        Optional<HostConfig> usable = usable(changed, next -> before == null ? next : next.continuing(before));
        if (usable.isEmpty()) {
            log.error("The changed configuration cannot be used; the previous one stays in effect");
            return;
        }
        config = changed;
        if (before != null && !before.endpoints().equals(changed.endpoints())) {
            log.warn("twitch: changed addresses take effect after a restart of the plugin");
        }
        warnOfMissing(changed);
        Engine running = engine;
        if (running != null) {
            inUse = usable.get();
            log.info(
                    "The configuration was read again: {}",
                    running.reconfigure(usable.get().accounts()));
        }
    }

    /** The JVM ends, and the host has not stopped this plugin. */
    private void closeAtTheEnd() {
        log.info("The JVM ends: the accounts stop");
        close();
    }

    /** Stops the accounts gracefully and ends every thread that is this plugin's. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            dropHook();
            try {
                ask(() -> {
                    stopEngine();
                    Leftovers.clear();
                    return null;
                });
            } catch (RuntimeException | LinkageError e) {
                log.error("The engine did not stop cleanly", e);
            } finally {
                thread.shutdownNow();
            }
        }
    }

    private void dropHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException theJvmEnds) {
            log.debug("The JVM is already ending");
        }
    }

    /** Has something done on the thread and waits for it, also on a thread that was interrupted. */
    private <T> void ask(Callable<T> wish) {
        Future<T> done;
        try {
            done = thread.submit(wish);
        } catch (RejectedExecutionException e) {
            log.debug("The engine has stopped for good, with its JVM", e);
            return;
        }
        Deadline deadline = Deadline.in(PATIENCE);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw new PluginRuntimeException(e, "The engine did not answer within {} s", PATIENCE.toSeconds());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new PluginRuntimeException(cause, "The engine failed");
        };
    }
}
