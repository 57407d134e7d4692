package dev.chameleonbot.engine.helix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the ids of channels: asks Twitch a hundred names at a time, requests side by side, each name once however many
 * accounts want it at that moment. Only successes are shared: an account that is refused tells nothing about another.
 * The cache is bounded and expires; what was learned is stored, as a name that is gone may be found by its id.
 *
 * An account whose own request is slow keeps others waiting for a second at most.
 *
 * <p>Thread-safe; a look-up blocks its caller, requests run on virtual threads.
 */
public final class ChannelDirectory {
    private static final Logger log = LoggerFactory.getLogger(ChannelDirectory.class);
    /** How long an account waits for what another one has asked, before it asks itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Twitch's limit for {@code GET /users}. */
    private static final int NAMES_A_REQUEST = 100;

    private final HelixCalls helix;
    private final StateCache state;
    private final ExecutorService requests;
    private final Cache<String, ChannelId> cache;
    /** The names that are being asked for; the outcome is whether that was answered. */
    private final Map<String, CompletableFuture<Boolean>> flights = new ConcurrentHashMap<>();

    /** Creates an empty directory. */
    public ChannelDirectory(HelixCalls helix, StateCache state) {
        this.helix = helix;
        this.state = state;
        this.requests = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("chameleon-channels-", 0).factory());
        this.cache = Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterWrite(Duration.ofHours(6))
                .executor(requests)
                .build();
    }

    /**
     * Looks up the ids of channels. Blocks.
     *
     * @param logins the channels' names in lower case
     * @return the ids of those that exist
     * @throws RemoteException if Twitch does not answer correctly
     * @throws LoginNeededException if the account's access is refused
     */
    public Map<String, ChannelId> ids(HelixAccount account, Collection<String> logins)
            throws LoginNeededException, InterruptedException {
        Map<String, ChannelId> found = new HashMap<>(cache.getAllPresent(logins));
        Set<String> open = new HashSet<>(logins);
        open.removeAll(found.keySet());
        while (!open.isEmpty()) {
            Map<String, CompletableFuture<Boolean>> mine = new HashMap<>();
            Map<String, CompletableFuture<Boolean>> theirs = new HashMap<>();
            for (String name : open) {
                CompletableFuture<Boolean> fresh = new CompletableFuture<>();
                CompletableFuture<Boolean> other = flights.putIfAbsent(name, fresh);
                if (other == null) {
                    mine.put(name, fresh);
                } else {
                    theirs.put(name, other);
                }
            }
            if (!mine.isEmpty()) {
                found.putAll(lead(account, mine));
                open.removeAll(mine.keySet());
            }
            await(theirs.values());
            theirs.forEach((name, flight) -> {
                if (flight.getNow(false)) {
                    Optional.ofNullable(cache.getIfPresent(name)).ifPresent(id -> found.put(name, id));
                    open.remove(name);
                } else {
                    // Refused or slow: that is the other account's own affair.
                    flights.remove(name, flight);
                }
            });
        }
        return found;
    }

    /**
     * The ids of channels that are known without asking anybody.
     *
     * @param logins the channels' names in lower case
     */
    public Map<String, ChannelId> known(Collection<String> logins) {
        return Map.copyOf(cache.getAllPresent(logins));
    }

    /**
     * Takes note of ids that are known without a look-up, as an account's own from the proof of its token.
     *
     * @param ids the ids by the channels' names in lower case
     */
    public void learned(Map<String, ChannelId> ids) {
        state.put(ids);
        cache.putAll(ids);
    }

    private static void await(Collection<CompletableFuture<Boolean>> flights) throws InterruptedException {
        try {
            CompletableFuture.allOf(flights.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.debug("Another account's look-up of channels is slow");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome is never a failure", e);
        }
    }

    /** Asks for names on behalf of all who want them now. A failure is this account's own: the others ask again. */
    private Map<String, ChannelId> lead(HelixAccount account, Map<String, CompletableFuture<Boolean>> names)
            throws LoginNeededException, InterruptedException {
        boolean answered = false;
        try {
            Map<String, ChannelId> found = ask(account, List.copyOf(names.keySet()));
            cache.putAll(found);
            answered = true;
            return found;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failed -> throw failed;
                case LoginNeededException refused -> throw refused;
                case null, default -> throw new IllegalStateException("A look-up of channels failed", e.getCause());
            }
        } finally {
            boolean outcome = answered;
            names.forEach((name, flight) -> {
                flights.remove(name, flight);
                flight.complete(outcome);
            });
        }
    }

    private Map<String, ChannelId> ask(HelixAccount account, List<String> names)
            throws ExecutionException, InterruptedException {
        List<Future<Map<String, ChannelId>>> batches = new ArrayList<>();
        for (int from = 0; from < names.size(); from += NAMES_A_REQUEST) {
            List<String> batch = names.subList(from, Math.min(names.size(), from + NAMES_A_REQUEST));
            batches.add(requests.submit(() -> request(account, batch)));
        }
        Map<String, ChannelId> all = new HashMap<>();
        for (Future<Map<String, ChannelId>> batch : batches) {
            all.putAll(batch.get());
        }
        return all;
    }

    private Map<String, ChannelId> request(HelixAccount account, List<String> names) throws LoginNeededException {
        Map<String, ChannelId> found = new HashMap<>();
        users(account, "login", names).forEach(user -> found.put(user.login().toLowerCase(Locale.ROOT), user.id()));
        state.put(found);
        log.debug("{} of {} channels found", found.size(), names.size());
        if (found.size() < names.size()) {
            found.putAll(renamed(account, names, found.keySet()));
        }
        return found;
    }

    /** Ids outlive names: a name that is gone is looked up by the id that it had when it was last found. */
    private Map<String, ChannelId> renamed(HelixAccount account, List<String> names, Set<String> found)
            throws LoginNeededException {
        List<String> gone = names.stream().filter(name -> !found.contains(name)).toList();
        Map<String, ChannelId> known = state.channels(gone);
        if (known.isEmpty()) {
            return Map.of();
        }
        List<String> ids = known.values().stream().map(ChannelId::value).toList();
        List<User> users = users(account, "id", ids);
        Map<String, ChannelId> renamed = new HashMap<>();
        known.forEach((name, id) -> users.stream()
                .filter(user -> user.id().equals(id))
                .findAny()
                .ifPresent(user -> {
                    log.warn(
                            "#{} is called #{} now and is still listened to; put the new name into the configuration",
                            name,
                            user.login());
                    renamed.put(name, id);
                }));
        return renamed;
    }

    private List<User> users(HelixAccount account, String by, List<String> values) throws LoginNeededException {
        HelixRequest request = HelixRequest.get("/users").withEach(by, values);
        return helix.list(account, request, user -> new User(new ChannelId(user.text("id")), user.text("login")))
                .elements();
    }

    /** A user of Twitch's, as a channel. */
    private record User(ChannelId id, String login) {}

    /**
     * Forgets what is known of channels, so that it is requested again.
     *
     * @param logins the channels' names in lower case
     */
    public void forget(Collection<String> logins) {
        cache.invalidateAll(logins);
    }

    /** Ends requests that are in progress. */
    public void close() {
        requests.shutdownNow();
    }
}
