package dev.chameleonbot.simulator.eventsub;

import dev.chameleonbot.simulator.account.AccessToken;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.account.Accounts;
import dev.chameleonbot.simulator.eventsub.Subscription.Topic;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.served.EventJournal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * All subscriptions with Twitch's limits: 300 a session, cost 10 and three sessions with enabled subscriptions for each
 * account and application. The lock guards creation and every change of a status; readers see concurrent collections.
 */
public final class Subscriptions {
    /** The type that delivers chat. */
    public static final String CHAT = "channel.chat.message";

    /** What the subscriptions of one account and application may cost together. */
    public static final int MAX_TOTAL_COST = 10;

    private static final int MAX_PER_SESSION = 300;
    private static final int MAX_SESSIONS = 3;
    private static final int MAX_DISABLED_KEPT = 20;
    private static final Set<String> CHANNEL_TYPES = Set.of("stream.online", "stream.offline", "channel.update");

    private final Accounts accounts;
    private final EventJournal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Subscription> byId = new ConcurrentHashMap<>();
    private final Map<Session.Owner, List<Subscription>> byOwner = new ConcurrentHashMap<>();
    private final Map<String, List<Subscription>> chatByChannel = new ConcurrentHashMap<>();
    /** Those that are not to chat. */
    private final Map<String, List<Subscription>> othersByChannel = new ConcurrentHashMap<>();

    private final Set<Account> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger enabled = new AtomicInteger();

    /** What came of an attempt to subscribe. */
    public sealed interface Outcome {
        /** It is there and enabled. */
        record Created(Subscription subscription) implements Outcome {}

        /** It is refused with that status. */
        record Refused(int status, String message) implements Outcome {}
    }

    /** No subscriptions yet. */
    public Subscriptions(Accounts accounts, EventJournal journal) {
        this.accounts = accounts;
        this.journal = journal;
    }

    /** Subscribes, if everything is as Twitch wants it. */
    public Outcome create(AccessToken token, Topic topic, Optional<Session> live) {
        Optional<Outcome.Refused> refusal = checkTopic(token, topic);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (live.isEmpty()) {
            return new Outcome.Refused(400, "websocket transport session does not exist or has already disconnected");
        }
        lock.lock();
        try {
            return createLocked(token, topic, live.get());
        } finally {
            lock.unlock();
        }
    }

    private Optional<Outcome.Refused> checkTopic(AccessToken token, Topic topic) {
        boolean chat = topic.type().equals(CHAT);
        if (!chat && !CHANNEL_TYPES.contains(topic.type())) {
            return refused(400, "invalid subscription type and version");
        }
        if (!topic.version().equals(topic.type().equals("channel.update") ? "2" : "1")) {
            return refused(400, "invalid subscription type and version");
        }
        Set<String> fields = chat ? Set.of("broadcaster_user_id", "user_id") : Set.of("broadcaster_user_id");
        if (!topic.condition().keySet().equals(fields)
                || accounts.byId(topic.broadcasterId()).isEmpty()) {
            return refused(400, "invalid condition");
        }
        if (!chat) {
            return Optional.empty();
        }
        String chatter = token.account().id();
        if (!chatter.equals(topic.condition().get("user_id"))
                || !token.scopes().contains("user:read:chat")
                || accounts.isBanned(chatter, topic.broadcasterId())) {
            return refused(403, "subscription missing proper authorization");
        }
        return Optional.empty();
    }

    private static Optional<Outcome.Refused> refused(int status, String message) {
        return Optional.of(new Outcome.Refused(status, message));
    }

    private Outcome createLocked(AccessToken token, Topic topic, Session session) {
        Session.Owner owner = new Session.Owner(token.account(), token.clientId());
        Session.Owner before = session.owner();
        if (session.hasEnded()) {
            return new Outcome.Refused(400, "websocket transport session does not exist or has already disconnected");
        }
        if (before != null && !before.equals(owner)) {
            return new Outcome.Refused(400, "websocket transport cannot have subscriptions created by different users");
        }
        List<Subscription> existing = session.enabled();
        if (existing.stream().anyMatch(other -> other.topic().equals(topic))) {
            return new Outcome.Refused(409, "subscription already exists");
        }
        if (existing.size() >= MAX_PER_SESSION) {
            return new Outcome.Refused(429, "number of subscriptions for this websocket transport exceeded");
        }
        if (existing.isEmpty() && sessionsOf(owner) >= MAX_SESSIONS) {
            return new Outcome.Refused(429, "number of websocket transports limit exceeded");
        }
        boolean authorised = topic.type().equals(CHAT)
                || topic.broadcasterId().equals(token.account().id());
        int cost = authorised ? 0 : 1;
        if (totalCost(ofOwner(owner)) + cost > MAX_TOTAL_COST) {
            return new Outcome.Refused(429, "the total cost of the subscriptions would exceed max_total_cost");
        }
        return new Outcome.Created(register(owner, topic, session, cost));
    }

    private long sessionsOf(Session.Owner owner) {
        return ofOwner(owner).stream()
                .filter(Subscription::isEnabled)
                .map(Subscription::session)
                .distinct()
                .count();
    }

    private Subscription register(Session.Owner owner, Topic topic, Session session, int cost) {
        Subscription created = new Subscription(owner.account(), owner.clientId(), topic, session, cost);
        session.add(owner, created);
        listeners.add(owner.account());
        byId.put(created.id(), created);
        byOwner.computeIfAbsent(owner, absent -> new CopyOnWriteArrayList<>()).add(created);
        byChannel(topic)
                .computeIfAbsent(topic.broadcasterId(), absent -> new CopyOnWriteArrayList<>())
                .add(created);
        enabled.incrementAndGet();
        journal.write(Kind.SUBSCRIBED, owner.account().login(), created.id(), 202);
        return created;
    }

    private Map<String, List<Subscription>> byChannel(Topic topic) {
        return topic.type().equals(CHAT) ? chatByChannel : othersByChannel;
    }

    /** Deletes a subscription of that account and application; tells whether there was one. */
    public boolean delete(AccessToken token, String id) {
        lock.lock();
        try {
            Subscription found = byId.get(id);
            if (found == null
                    || found.account() != token.account()
                    || !found.clientId().equals(token.clientId())) {
                return false;
            }
            disable(found, "user_removed");
            forget(found);
        } finally {
            lock.unlock();
        }
        journal.write(Kind.UNSUBSCRIBED, token.account().login(), id, 204);
        return true;
    }

    /** Ends subscriptions with that status. They stay listed, as on Twitch, up to a number. */
    void disable(Collection<Subscription> gone, String status) {
        lock.lock();
        try {
            gone.forEach(subscription -> disable(subscription, status));
        } finally {
            lock.unlock();
        }
    }

    private void disable(Subscription subscription, String status) {
        if (!subscription.isEnabled()) {
            return;
        }
        subscription.status(status);
        subscription.session().subscriptions().remove(subscription);
        enabled.decrementAndGet();
        List<Subscription> delivering =
                byChannel(subscription.topic()).get(subscription.topic().broadcasterId());
        if (delivering != null) {
            delivering.remove(subscription);
        }
        List<Subscription> disabled = ofOwner(owner(subscription)).stream()
                .filter(other -> !other.isEnabled())
                .toList();
        if (disabled.size() > MAX_DISABLED_KEPT) {
            forget(disabled.getFirst());
        }
    }

    private void forget(Subscription subscription) {
        byId.remove(subscription.id());
        List<Subscription> list = byOwner.get(owner(subscription));
        if (list != null) {
            list.remove(subscription);
        }
    }

    private static Session.Owner owner(Subscription subscription) {
        return new Session.Owner(subscription.account(), subscription.clientId());
    }

    private List<Subscription> ofOwner(Session.Owner owner) {
        return byOwner.getOrDefault(owner, List.of());
    }

    /** The subscriptions of an account and application, also those that ended lately, oldest first. */
    public List<Subscription> of(AccessToken token) {
        return List.copyOf(ofOwner(new Session.Owner(token.account(), token.clientId())));
    }

    /** What those subscriptions cost together. */
    public static int totalCost(List<Subscription> subscriptions) {
        return subscriptions.stream()
                .filter(Subscription::isEnabled)
                .mapToInt(Subscription::cost)
                .sum();
    }

    /** The enabled subscriptions to the chat of a channel. */
    public List<Subscription> chatOf(String channelId) {
        return chatByChannel.getOrDefault(channelId, List.of());
    }

    /** The enabled subscriptions of a type other than chat to a channel. */
    public List<Subscription> to(String type, String channelId) {
        return othersByChannel.getOrDefault(channelId, List.of()).stream()
                .filter(subscription -> subscription.topic().type().equals(type))
                .toList();
    }

    /** Whether the account has ever subscribed to anything, as a bot does and a mere chatter does not. */
    public boolean hasEverListened(Account account) {
        return listeners.contains(account);
    }

    /** How many are enabled. */
    public int enabledCount() {
        return enabled.get();
    }

    /** How many of that account are enabled. */
    public long enabledCount(String login) {
        return enabledOf(login).count();
    }

    /** How many of that account and type are enabled. */
    public long enabledCount(String login, String type) {
        return enabledOf(login)
                .filter(subscription -> subscription.topic().type().equals(type))
                .count();
    }

    private Stream<Subscription> enabledOf(String login) {
        return byId.values().stream()
                .filter(subscription -> subscription.isEnabled()
                        && subscription.account().login().equals(login));
    }
}
