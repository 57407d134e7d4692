package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.ServiceListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The services of a host, or those of one account, which come before the host's.
 *
 * <p>Thread-safe. The lock guards the two maps. Under the lock, notifications are only handed to the executors of
 * listeners, which preserves their order; no listener or service is called.
 */
final class ServiceRegistry {
    private final @Nullable ServiceRegistry parent;
    private final Mutex lock = new Mutex();
    private final Map<Class<?>, List<Publication>> published = new HashMap<>();
    private final Map<Class<?>, List<Tracker>> trackers = new HashMap<>();

    /** Creates a registry for all accounts. */
    ServiceRegistry() {
        this(null);
    }

    private ServiceRegistry(@Nullable ServiceRegistry parent) {
        this.parent = parent;
    }

    /** A registry for one account: it also finds the services of this registry, but not vice versa. */
    ServiceRegistry forAccount() {
        return new ServiceRegistry(this);
    }

    /**
     * Publishes a service.
     *
     * @param type the type to find it by
     * @param service the service
     * @param <S> its type
     * @return withdraws it when closed
     */
    <S> Registration publish(Class<S> type, S service) {
        S published = type.cast(service);
        return publish(type, new Publication(() -> published));
    }

    /** Publishes a service that is made when somebody first wants it, on that thread and outside the registry's lock. */
    <S> Registration publishOnDemand(Class<S> type, Supplier<? extends S> factory) {
        return publish(type, new Publication(() -> type.cast(factory.get())));
    }

    private Registration publish(Class<?> type, Publication publication) {
        lock.run(() -> {
            published.computeIfAbsent(type, key -> new ArrayList<>()).add(publication);
            trackers.getOrDefault(type, List.of()).forEach(tracker -> tracker.added(publication));
        });
        return () -> withdraw(type, publication);
    }

    private void withdraw(Class<?> type, Publication publication) {
        lock.run(() -> {
            if (remove(published, type, publication)) {
                trackers.getOrDefault(type, List.of()).forEach(tracker -> tracker.gone(publication));
            }
        });
    }

    /**
     * Finds a service: the account's before the host's, older ones first.
     *
     * @param type the type that it was published as
     * @param <S> its type
     * @return the service
     */
    <S> Optional<S> find(Class<S> type) {
        Optional<S> own = lock.get(
                        () -> Optional.ofNullable(published.get(type)).map(List::getFirst))
                .map(publication -> type.cast(publication.service()));
        return own.isPresent() || parent == null ? own : parent.find(type);
    }

    /** Tracks the services of a type, here and in the parent, through an executor that preserves the order. */
    <S> Registration track(Class<S> type, ServiceListener<? super S> listener, Executor thread) {
        Tracker tracker = new Tracker(
                service -> listener.onAdded(type.cast(service)),
                service -> listener.onGone(type.cast(service)),
                thread);
        subscribe(type, tracker);
        if (parent != null) {
            parent.subscribe(type, tracker);
        }
        return () -> {
            tracker.ended.set(true);
            unsubscribe(type, tracker);
            if (parent != null) {
                parent.unsubscribe(type, tracker);
            }
        };
    }

    private void subscribe(Class<?> type, Tracker tracker) {
        lock.run(() -> {
            trackers.computeIfAbsent(type, key -> new ArrayList<>()).add(tracker);
            published.getOrDefault(type, List.of()).forEach(tracker::added);
        });
    }

    private void unsubscribe(Class<?> type, Tracker tracker) {
        lock.run(() -> {
            var unused = remove(trackers, type, tracker);
        });
    }

    /** Leaves nothing behind for an unused type: it may belong to a plugin that is unloaded. */
    private static <T> boolean remove(Map<Class<?>, List<T>> lists, Class<?> type, T element) {
        List<T> list = lists.get(type);
        boolean removed = list != null && list.remove(element);
        if (list != null && list.isEmpty()) {
            lists.remove(type);
        }
        return removed;
    }

    /** Not a record: one service published twice is two publications. */
    private static final class Publication {
        private final FutureTask<Object> made;

        Publication(Supplier<?> factory) {
            this.made = new FutureTask<>(factory::get);
        }

        /**
         * The service, which the first caller makes. Others wait for that, and can be interrupted: a call of a plugin must end
         * when it is told to.
         */
        Object service() {
            made.run();
            try {
                return made.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while another one makes the service", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("the service cannot be made", e.getCause());
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        void with(Object service);
    }

    /** A listener of a type; after its end it gets no more calls. */
    private static final class Tracker {
        private final Call onAdded;
        private final Call onGone;
        private final Executor thread;
        private final AtomicBoolean ended = new AtomicBoolean();

        Tracker(Call onAdded, Call onGone, Executor thread) {
            this.onAdded = onAdded;
            this.onGone = onGone;
            this.thread = thread;
        }

        void added(Publication publication) {
            thread.execute(() -> tell(onAdded, publication));
        }

        void gone(Publication publication) {
            thread.execute(() -> tell(onGone, publication));
        }

        private void tell(Call call, Publication publication) {
            if (!ended.get()) {
                call.with(publication.service());
            }
        }
    }
}
