package dev.chameleonbot.simulator.eventsub;

import dev.chameleonbot.simulator.account.Tokens;
import dev.chameleonbot.simulator.script.ScriptedFault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Reconnects that clients were asked for and have not followed yet. Thread-safe. */
final class Reconnects {
    private final Map<String, Order> byChallenge = new ConcurrentHashMap<>();

    /**
     * One reconnect asked for.
     *
     * @param session what moves
     * @param welcomeAfter how late the welcome of the new socket is
     * @param failures how many attempts still fail first
     * @param fault told when the session has moved
     */
    record Order(Session session, Duration welcomeAfter, AtomicInteger failures, ScriptedFault fault) {
        boolean failsNow() {
            return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    String add(Order order) {
        String challenge = Tokens.random(16);
        byChallenge.put(challenge, order);
        return challenge;
    }

    Optional<Order> find(String challenge, String sessionId) {
        return Optional.ofNullable(byChallenge.get(challenge))
                .filter(order -> order.session.id().equals(sessionId) && !order.session.hasEnded());
    }

    /** Takes an order out; tells whether it was still there. */
    boolean remove(String challenge) {
        return byChallenge.remove(challenge) != null;
    }

    void removeAll(Session session) {
        byChallenge.values().removeIf(order -> order.session == session);
    }
}
