package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.auth.TokenDoubt;
import dev.chameleonbot.engine.auth.TokenMaintenance;
import dev.chameleonbot.engine.chat.ChatWriter;
import dev.chameleonbot.engine.color.ColorState;
import dev.chameleonbot.engine.eventsub.SessionListener;
import dev.chameleonbot.engine.eventsub.Topic;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to run an account, from its token to its end: whatever ends it, the account gets a new life or none.
 *
 * <p>The start is plain blocking code on a virtual thread of the life's own {@link Scope}; it proves the token, looks the
 * channels up, and sets the account to {@linkplain AccountWork work}. How that fares is told to the {@link Listener}, from
 * any thread. {@link #finish} and {@link #abandon} may come at any moment from another thread: {@code ended} is set
 * first, and the start looks at it after it has published {@code work}, so that one of the two ends the work.
 */
final class AccountLife {
    private static final Logger log = LoggerFactory.getLogger(AccountLife.class);
    /** How long an account may keep others from starting. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    private static final Failure NO_SUCH_CHANNEL =
            new Failure(Cause.REFUSED, "no such channel, or its name is spelt another way");

    private static final int UNAUTHORIZED = 401;

    private final AccountConfig config;
    private final AccountSurroundings surroundings;
    private final AccountTokens tokens;
    private final HelixAccount helixAccount;
    private final ActivityMeter activity;
    private final Listener listener;
    private final Scope scope;
    private final AlarmSet alarms;
    private final TokenDoubt doubt;
    private final Map<String, ChannelId> known = new ConcurrentHashMap<>();
    /** Set by {@link #listenTo} alone, so in the account's turn. */
    private volatile ChannelWishes wishes;

    private volatile @Nullable AccountWork work;
    /** There once the token is proved. */
    private volatile @Nullable FollowedWatch follows;

    private volatile boolean ended;

    /** Told how a life goes; calls come from any thread. */
    interface Listener extends SessionListener, ChatWriter.Listener, TokenMaintenance.Listener, FollowedWatch.Listener {
        /**
         * Twitch does not answer as it should; it is tried again.
         *
         * @param failure what happened
         */
        void onDelayed(Failure failure);

        /** Twitch has answered what it was asked for again and again. */
        void onAnswered();

        /**
         * A plugin's behaviour has failed; the account goes on.
         *
         * @param failure what happened
         */
        void onPluginFailed(PluginFailed failure);

        /**
         * It is another matter now how Twitch takes the account's colours; the account goes on.
         *
         * @param state how it takes them
         */
        void onColors(ColorState state);

        /**
         * Twitch does not tell of a channel's stream, and perhaps not of others; chat is not touched by that.
         *
         * @param channel the channel's name
         * @param reason why
         */
        void onStreamRefused(String channel, String reason);

        /** The token is proved and the channels are known: the connection is next. */
        void onConnecting();

        /**
         * Something is to be done in the account's turn: after all that was told before, while no other channels come to be
         * wanted. Once the life is over it is not done at all.
         *
         * @param task what; does not block
         */
        void inTurn(Runnable task);
    }

    AccountLife(
            AccountConfig config,
            ChannelWishes wishes,
            AccountSurroundings surroundings,
            AccountTokens tokens,
            HelixAccount helixAccount,
            ActivityMeter activity,
            Listener listener) {
        this.config = config;
        this.surroundings = surroundings;
        this.tokens = tokens;
        this.helixAccount = helixAccount;
        this.activity = activity;
        this.listener = listener;
        this.wishes = wishes;
        this.scope = new Scope(config.login(), listener::onFailed);
        this.alarms = new AlarmSet(surroundings.timers());
        this.doubt = new TokenDoubt(
                config.login(), tokens, surroundings.retries(), surroundings.timers(), surroundings.random(), listener);
    }

    /** Begins; returns at once. */
    void begin() {
        scope.fork("start", this::start);
    }

    private void start() {
        try {
            Access access = patiently(surroundings.health().tokens(), tokens::establish);
            FollowedWatch watch = followedWatch(access.userId());
            if (!isSomethingToHear(watch)) {
                listener.onRefused(
                        "It follows no channel, and has none in the configuration",
                        "Follow a channel with this account, or put the names of channels into the configuration.");
                return;
            }
            if (channels().contains(config.login())) {
                surroundings
                        .channels()
                        .learned(config.login(), new ChannelId(access.userId().value()));
            }
            Set<String> asked = new HashSet<>();
            Optional<Map<String, ChannelId>> looked = lookUpWithProof(asked);
            if (looked.isEmpty()) {
                return;
            }
            Map<String, ChannelId> found = looked.get();
            if (found.isEmpty()) {
                listener.onRefused(
                        "None of its channels exists: " + String.join(", ", channels()),
                        "Correct the names of its channels in the configuration.");
                return;
            }
            listener.onConnecting();
            work(access, found, asked);
        } catch (LoginNeededException e) {
            listener.onLoginNeeded(e);
        } catch (RemoteException e) {
            listener.onRefused(e.getMessage(), e.advice().orElseGet(() -> LoginNeededException.logIn(config.login())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FollowedWatch followedWatch(UserId self) {
        HelixFollowed directory = new HelixFollowed(helixAccount, self, surroundings.helix());
        return new FollowedWatch(
                () -> learned(directory.read()),
                () -> tokens.allows(Scopes.READ_FOLLOWS),
                surroundings.retries(),
                alarms,
                scope,
                surroundings.random(),
                listener);
    }

    /** Their ids need not be asked for. */
    private Followed learned(Followed followed) {
        Map<String, ChannelId> ids = new HashMap<>();
        followed.channels().stream()
                .limit(ChannelWishes.MOST)
                .forEach(channel -> ids.put(channel.login(), channel.id()));
        if (!ids.isEmpty()) {
            surroundings.channels().learned(ids);
        }
        return followed;
    }

    /**
     * Begins to look what the account follows, if that is wanted: before all else where there is nothing else to hear, as a
     * connection without a subscription does not last.
     */
    private boolean isSomethingToHear(FollowedWatch watch) throws LoginNeededException, InterruptedException {
        follows = watch;
        ChannelWishes now = wishes;
        if (!now.followsToo()) {
            return true;
        }
        if (!now.names().isEmpty()) {
            listener.inTurn(() -> ifFollowsAreWanted(watch::begin));
            return true;
        }
        if (!tokens.allows(Scopes.READ_FOLLOWS)) {
            throw new LoginNeededException(
                    "The token lacks the scope " + Scopes.READ_FOLLOWS
                            + ", without which nobody knows which channels the account follows",
                    LoginNeededException.logIn(config.login()));
        }
        Followed followed = patiently(surroundings.health().follows(), watch::read);
        listener.onFollowed(followed);
        CountDownLatch taken = new CountDownLatch(1);
        listener.inTurn(() -> {
            ifFollowsAreWanted(watch::beginLater);
            taken.countDown();
        });
        taken.await(); // If the life ends first, that interrupts it.
        return !channels().isEmpty();
    }

    /** In the account's turn. Others may have come to be wanted since the start looked. */
    private void ifFollowsAreWanted(Runnable task) {
        if (wishes.followsToo()) {
            task.run();
        }
    }

    private List<String> channels() {
        return wishes.names();
    }

    /** A token that is refused here is proved before that ends the account. Empty if it has ended. */
    private Optional<Map<String, ChannelId>> lookUpWithProof(Set<String> asked)
            throws LoginNeededException, InterruptedException {
        try {
            return Optional.of(lookUpAll(asked));
        } catch (RemoteException e) {
            if (e.status() != UNAUTHORIZED) {
                throw e;
            }
            return doubt.isReplaced(tokens.access(), e.getMessage()) ? Optional.of(lookUpAll(asked)) : Optional.empty();
        }
    }

    /** Looks up what is wanted, also what came to be wanted meanwhile; notes what was asked for. */
    private Map<String, ChannelId> lookUpAll(Set<String> asked) throws LoginNeededException, InterruptedException {
        Map<String, ChannelId> found = new HashMap<>();
        for (List<String> open = unasked(asked); !open.isEmpty(); open = unasked(asked)) {
            found.putAll(ids(open));
            asked.addAll(open);
        }
        found.keySet().retainAll(channels());
        return found;
    }

    private Map<String, ChannelId> ids(List<String> names) throws LoginNeededException, InterruptedException {
        Map<String, ChannelId> cached = surroundings.channels().known(names);
        return cached.size() == names.size()
                ? cached
                : patiently(
                        surroundings.health().users(),
                        () -> surroundings.channels().ids(helixAccount, names));
    }

    private List<String> unasked(Set<String> asked) {
        return channels().stream().filter(name -> !asked.contains(name)).toList();
    }

    private void work(Access access, Map<String, ChannelId> found, Set<String> asked) {
        AccountWork fresh = new AccountWork(
                config,
                surroundings,
                tokens,
                helixAccount,
                activity,
                access.userId(),
                this::knownToAll,
                scope,
                alarms,
                doubt,
                listener);
        work = fresh;
        heard(fresh, access.userId(), found);
        fresh.start(access);
        if (ended) {
            fresh.abandon();
            return;
        }
        lookUpTheMissing(access.userId(), unasked(asked).isEmpty() ? 1 : 0);
    }

    private void heard(AccountWork now, UserId self, Map<String, ChannelId> found) {
        found.forEach((name, id) -> {
            known.put(name, id);
            now.session().register(Topic.chat(id, self), name);
        });
        leaveTheUnwanted(now); // The list may have changed while they were looked up.
    }

    private void leaveTheUnwanted(AccountWork now) {
        Set<String> wanted = Set.copyOf(channels());
        known.forEach((name, id) -> {
            // A channel that was renamed may be known by two names.
            if (!wanted.contains(name) && known.remove(name, id) && !known.containsValue(id)) {
                now.session().unregister(Topic.chat(id, now.userId()));
            }
        });
        now.channelsChanged();
    }

    /**
     * Joins the channels that are newly wanted and leaves those that are not wanted any more; returns at once. In the
     * account's turn.
     */
    void listenTo(ChannelWishes wanted) {
        boolean followed = wishes.followsToo();
        wishes = wanted;
        FollowedWatch watch = follows;
        if (watch != null && followed != wanted.followsToo()) {
            if (wanted.followsToo()) {
                watch.begin();
            } else {
                watch.end();
            }
        }
        AccountWork now = work;
        if (now == null) {
            return; // The start compares with the list when it gets there.
        }
        leaveTheUnwanted(now);
        lookUpTheMissing(now.userId(), 0);
    }

    /** There is a token that may allow more than the one before. */
    void tokenProved() {
        FollowedWatch watch = follows;
        if (watch != null) {
            watch.tokenChanged();
        }
    }

    /** Looks for channels that were not found, at once the first time, and less and less often from then on. */
    private void lookUpTheMissing(UserId self, int failures) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        if (failures > 0) {
            missing.forEach(name -> listener.onChannelRefused(name, NO_SUCH_CHANNEL));
            Duration wait = Backoff.REFUSED.delay(failures, surroundings.random());
            alarms.after(wait, () -> scope.fork("channels", () -> lookUp(self, failures)));
        } else {
            scope.fork("channels", () -> lookUp(self, failures));
        }
    }

    private void lookUp(UserId self, int failures) {
        AccountWork now = work;
        List<String> missing = missing();
        if (now == null || missing.isEmpty()) {
            return;
        }
        try {
            heard(now, self, ids(missing));
            lookUpTheMissing(self, failures + 1);
        } catch (LoginNeededException e) {
            listener.onLoginNeeded(e);
        } catch (RemoteException e) {
            missing.forEach(name -> listener.onChannelRefused(name, Failure.of(e)));
            lookUpTheMissing(self, failures + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>(channels());
        missing.removeAll(known.keySet());
        return missing;
    }

    /** Repeats what may pass. A turn is for one attempt only: an account that has to wait delays no other. */
    private <T> T patiently(EndpointHealth endpoint, Retries.Call<T, LoginNeededException> step)
            throws LoginNeededException, InterruptedException {
        AtomicBoolean delayed = new AtomicBoolean();
        try {
            return surroundings.retries().untilDone(endpoint, new StartingGate(), step, failure -> {
                delayed.set(true);
                listener.onDelayed(failure);
            });
        } catch (InterruptedException e) {
            delayed.set(false);
            throw e;
        } finally {
            if (delayed.get()) {
                listener.onAnswered(); // A refusal is an answer as well.
            }
        }
    }

    /** What takes longer than a turn goes on without one: an account whose answer does not come delays no other. */
    private final class StartingGate implements Retries.Door {
        @Override
        public Pass enter() throws InterruptedException {
            Semaphore starts = surroundings.starts();
            starts.acquire();
            AtomicBoolean over = new AtomicBoolean();
            Runnable end = () -> {
                if (over.compareAndSet(false, true)) {
                    starts.release();
                }
            };
            Timers.Alarm alarm = surroundings.timers().after(LONGEST_TURN, end);
            return () -> {
                alarm.cancel();
                end.run();
            };
        }
    }

    /** The names of the channels that it knows the ids of. */
    Collection<String> knownChannels() {
        return List.copyOf(known.keySet());
    }

    private Collection<Channels.Channel> knownToAll() {
        return known.entrySet().stream()
                .map(entry -> new Channels.Channel(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** Wishes for a colour that no message led to; false while it is not at work. */
    boolean changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        AccountWork now = work;
        if (now == null || ended) {
            return false;
        }
        now.changeColor(color, whenDone);
        return true;
    }

    /** How each plugin's behaviours say that they stand. */
    Map<String, String> statuses() {
        AccountWork now = work;
        return now == null ? Map.of() : now.statuses();
    }

    /** What each plugin's sessions have counted and measured, by name. */
    Map<String, Map<String, Long>> figures() {
        AccountWork now = work;
        return now == null ? Map.of() : now.figures();
    }

    /** How much waits for each plugin's behaviours. */
    Map<String, Integer> queues() {
        AccountWork now = work;
        return now == null ? Map.of() : now.queues();
    }

    /** How each behaviour fares. */
    List<PluginHealth> plugins() {
        AccountWork now = work;
        return now == null ? List.of() : now.plugins();
    }

    /**
     * Ends it in good order: no more intake, then the behaviours, then the colours they asked for. Blocks.
     *
     * @param deadline how long it may take
     * @return the names of the threads and behaviours that did not end in time
     */
    List<String> finish(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        ended = true;
        alarms.close();
        AccountWork now = work;
        List<String> left = new ArrayList<>();
        if (now != null) {
            try {
                left.addAll(now.finish(deadline.multipliedBy(3).dividedBy(4)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                log.warn("{}: its end was cut short", config.login());
            }
        }
        left.addAll(scope.close(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        return left;
    }

    /** Ends it without waiting for anything. */
    void abandon() {
        ended = true;
        alarms.close();
        AccountWork now = work;
        if (now != null) {
            now.abandon();
        }
        scope.close(Duration.ZERO);
    }
}
