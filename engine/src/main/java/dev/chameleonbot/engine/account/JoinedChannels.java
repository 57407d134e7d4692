package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.account.AccountRun.Work;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one run of an account: those that it is to hear, and those of them whose ids are known, which it hears.
 *
 * <p>Concurrency: {@code wanted} is set in the account's turn alone, at the beginning and by {@link #listenTo}. Ids are looked
 * up on threads of the run. Code that adds to {@code known} compares it with {@code wanted} afterwards, so that a channel
 * that was left meanwhile is left here too.
 */
final class JoinedChannels implements Channels {
    private static final Failure NO_SUCH_CHANNEL =
            new Failure(Cause.REFUSED, "no such channel, or its name is spelt another way");

    private final AccountContext context;
    private final HelixAccount account;
    private final Executor turn;
    private final Scope scope;
    private final AlarmSet alarms;
    private final Consumer<? super AccountEvent> events;
    private final Map<String, ChannelId> known = new ConcurrentHashMap<>();
    private volatile WantedChannels wanted;
    /** There once the token is proved. */
    private volatile @Nullable FollowedWatch follows;
    /** There once the first ids are known. */
    private volatile @Nullable Work work;

    /**
     * None is heard yet.
     *
     * @param turn the account's serial executor, as long as this run is the current one
     * @param alarms end with the run
     */
    JoinedChannels(
            WantedChannels wanted,
            AccountContext context,
            HelixAccount account,
            Executor turn,
            Scope scope,
            AlarmSet alarms,
            Consumer<? super AccountEvent> events) {
        this.wanted = wanted;
        this.context = context;
        this.account = account;
        this.turn = turn;
        this.scope = scope;
        this.alarms = alarms;
        this.events = events;
    }

    @Override
    public Collection<Channel> all() {
        return known.entrySet().stream()
                .map(entry -> new Channel(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** The names of those to hear. */
    List<String> names() {
        return wanted.names();
    }

    /** The names of those whose ids are known. */
    Collection<String> knownNames() {
        return List.copyOf(known.keySet());
    }

    /**
     * Begins to look what the account follows, if that is wanted: before all else where there is nothing else to hear, as a
     * connection without a subscription does not last.
     *
     * @return whether there is something to hear
     */
    boolean isSomethingToHear(UserId self) throws LoginNeededException, InterruptedException {
        FollowedWatch watch = followedWatch(self);
        follows = watch;
        WantedChannels now = wanted;
        if (!now.followsToo()) {
            return true;
        }
        if (!now.names().isEmpty()) {
            turn.execute(() -> ifFollowsAreWanted(watch::begin));
            return true;
        }
        if (!account.tokens().allows(Scopes.READ_FOLLOWS)) {
            throw new LoginNeededException(
                    "The token lacks the scope " + Scopes.READ_FOLLOWS
                            + ", which is needed to read the channels that the account follows",
                    LoginNeededException.logIn(account.login()));
        }
        events.accept(
                context.twitch().starts().untilDone(context.twitch().health().follows(), watch::read, events));
        CountDownLatch taken = new CountDownLatch(1);
        turn.execute(() -> {
            ifFollowsAreWanted(watch::beginLater);
            taken.countDown();
        });
        taken.await(); // If the run ends first, that interrupts it.
        return !names().isEmpty();
    }

    private FollowedWatch followedWatch(UserId self) {
        return new FollowedWatch(
                () -> learned(FollowedWatch.ask(account, self, context.twitch().helix())),
                () -> account.tokens().allows(Scopes.READ_FOLLOWS),
                context.twitch().retries(),
                alarms,
                scope,
                context.timers(),
                events);
    }

    /** Their ids need not be asked for. */
    private FollowsRead learned(FollowsRead read) {
        Map<String, ChannelId> ids = new HashMap<>();
        read.channels().stream().limit(WantedChannels.MOST).forEach(channel -> ids.put(channel.login(), channel.id()));
        if (!ids.isEmpty()) {
            context.twitch().channels().learned(ids);
        }
        return read;
    }

    /** In the account's turn. Others may have come to be wanted since the start looked. */
    private void ifFollowsAreWanted(Runnable task) {
        if (wanted.followsToo()) {
            task.run();
        }
    }

    /** Looks up the ids of those to hear, also of those that came to be wanted meanwhile; notes what was asked for. */
    Map<String, ChannelId> lookUpAll(Set<String> asked) throws LoginNeededException, InterruptedException {
        Map<String, ChannelId> found = new HashMap<>();
        for (List<String> open = unasked(asked); !open.isEmpty(); open = unasked(asked)) {
            found.putAll(ids(open));
            asked.addAll(open);
        }
        found.keySet().retainAll(names());
        return found;
    }

    private List<String> unasked(Set<String> asked) {
        return names().stream().filter(name -> !asked.contains(name)).toList();
    }

    private Map<String, ChannelId> ids(List<String> names) throws LoginNeededException, InterruptedException {
        AccountContext.Twitch twitch = context.twitch();
        Map<String, ChannelId> cached = twitch.channels().known(names);
        return cached.size() == names.size()
                ? cached
                : twitch.starts()
                        .untilDone(
                                twitch.health().users(), () -> twitch.channels().ids(account, names), events);
    }

    /** Joins the first channels; the connection may be opened after that. */
    void join(Work fresh, Map<String, ChannelId> found) {
        work = fresh;
        heard(fresh, found);
    }

    /** Looks for those that were not found; at once for those that were not even asked for. */
    void lookUpTheMissing(Set<String> asked) {
        Work now = work;
        if (now != null) {
            lookUpTheMissing(now, unasked(asked).isEmpty() ? 1 : 0);
        }
    }

    private void heard(Work now, Map<String, ChannelId> found) {
        found.forEach((name, id) -> {
            now.join(id, name); // Before it is known, and may be left.
            known.put(name, id);
        });
        leaveTheUnwanted(now); // The list may have changed while they were looked up.
    }

    private void leaveTheUnwanted(Work now) {
        Set<String> names = new HashSet<>(names());
        known.forEach((name, id) -> {
            // A channel that was renamed may be known by two names.
            if (!names.contains(name) && known.remove(name, id) && !known.containsValue(id)) {
                now.leave(id);
            }
        });
        now.channelsChanged();
    }

    /**
     * Joins the channels that are newly wanted and leaves those that are not wanted any more; returns at once. In the
     * account's turn.
     */
    void listenTo(WantedChannels next) {
        boolean followed = wanted.followsToo();
        wanted = next;
        FollowedWatch watch = follows;
        if (watch != null && followed != next.followsToo()) {
            if (next.followsToo()) {
                watch.begin();
            } else {
                watch.end();
            }
        }
        Work now = work;
        if (now == null) {
            return; // The start compares with the list when it gets there.
        }
        leaveTheUnwanted(now);
        lookUpTheMissing(now, 0);
    }

    /** There is a token that may allow more than the one before. */
    void tokenProved() {
        FollowedWatch watch = follows;
        if (watch != null) {
            watch.tokenChanged();
        }
    }

    /** Looks for channels that were not found, at once the first time, and less and less often from then on. */
    private void lookUpTheMissing(Work now, int failures) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        if (failures > 0) {
            missing.forEach(name -> events.accept(AccountEvent.Failing.notHeard(name, NO_SUCH_CHANNEL)));
            Duration wait = Backoff.REFUSED.delay(failures, context.timers().random());
            alarms.after(wait, () -> scope.fork("channels", () -> lookUp(now, failures)));
        } else {
            scope.fork("channels", () -> lookUp(now, failures));
        }
    }

    private void lookUp(Work now, int failures) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        try {
            heard(now, ids(missing));
            lookUpTheMissing(now, failures + 1);
        } catch (LoginNeededException e) {
            events.accept(e.event());
        } catch (RemoteException e) {
            missing.forEach(name -> events.accept(AccountEvent.Failing.notHeard(name, Failure.of(e))));
            lookUpTheMissing(now, failures + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>(names());
        missing.removeAll(known.keySet());
        return missing;
    }
}
