package dev.chameleonbot.host.runtime;

import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.plugins.files.PluginWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether the configuration or the plugins folder has changed, and takes over what has.
 *
 * <p>Concurrency: a platform thread of its own does all of it, because a plugin that is loaded may take its time, and a
 * caller that waits for the program's stop must not wait for that. It continues after any failure.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final List<Runnable> looks;
    private final Duration tick;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private FolderWatch(Duration tick, List<Runnable> looks) {
        this.tick = tick;
        this.looks = looks;
        this.thread =
                Thread.ofPlatform().daemon().name("chameleon-folder-watch").unstarted(this::run);
    }

    /**
     * Begins to look.
     *
     * @param plugins sees the plugins folder change, and takes it over; empty if nobody looks at that
     * @return the watch; close it in the end
     */
    public static FolderWatch start(ConfigWatch config, ConfigReload reload, Optional<PluginWatch> plugins) {
        Runnable lookAtConfig = takingOver(config::hasChanged, reload::run);
        return plugins.map(watch -> start(TICK, lookAtConfig, watch::look)).orElseGet(() -> start(TICK, lookAtConfig));
    }

    static FolderWatch start(Duration tick, Runnable... looks) {
        FolderWatch watch = new FolderWatch(tick, List.of(looks));
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!closed.await(tick.toNanos(), TimeUnit.NANOSECONDS)) {
                looks.forEach(FolderWatch::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It is closed.
        }
    }

    /** Not even an error may end the looks. */
    private static void look(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException | Error e) {
            log.error("The change could not be applied; the previous state stays in effect", e);
        }
    }

    /** Looks no more, and interrupts what is being taken over, without waiting for its end. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    /** Takes a changed configuration over; while plugins come or go, that waits for the next look. */
    static Runnable takingOver(BooleanSupplier hasChanged, Supplier<ConfigReload.Outcome> reload) {
        AtomicBoolean pending = new AtomicBoolean();
        return () -> {
            boolean waits = pending.getAndSet(false);
            if (hasChanged.getAsBoolean() || waits) {
                pending.set(reload.get() instanceof ConfigReload.Outcome.Busy);
            }
        };
    }
}
