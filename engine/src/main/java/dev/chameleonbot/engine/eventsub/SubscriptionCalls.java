package dev.chameleonbot.engine.eventsub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.helix.HelixElement;
import dev.chameleonbot.engine.helix.HelixPage;
import dev.chameleonbot.engine.helix.HelixRequest;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One account's calls of {@code /eventsub/subscriptions}. All of them block. */
final class SubscriptionCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/eventsub/subscriptions";
    private static final String WEBSOCKET = "websocket";
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    /** For what the next audit does again anyway. */
    private static final int ATTEMPTS = 5;
    /** Three hundred subscriptions a connection, three connections, a hundred subscriptions a page, and some to spare. */
    private static final int MOST_PAGES = 20;

    final HelixAccount account;
    private final HelixCalls helix;
    private final Retries retries;
    private final EndpointHealth endpoint;

    /**
     * A subscription that Twitch has, as far as it matters.
     *
     * @param status {@code enabled}, or why not, in words that may be new
     * @param sessionId the session that it is on; empty for one that is on none, but elsewhere
     */
    record Listed(String id, String status, Topic topic, String sessionId) {
        private static final String ENABLED = "enabled";
        /** What Twitch calls those that deliver nothing any more, besides all that begin with "websocket_". */
        private static final Set<String> ENDED = Set.of(
                "authorization_revoked",
                "user_removed",
                "version_removed",
                "moderator_removed",
                "chat_user_banned",
                "notification_failures_exceeded",
                "beta_maintenance");

        static Listed read(HelixElement element) throws HelixElement.OddElementException {
            HelixElement transport = element.at("transport");
            boolean onSession = transport.find("method").orElse(WEBSOCKET).equals(WEBSOCKET);
            return new Listed(
                    element.text("id"),
                    element.find("status").orElse(ENABLED),
                    new Topic(
                            element.find("type").orElse(""),
                            element.find("version").orElse(""),
                            element.at("condition").texts()),
                    onSession ? transport.find("session_id").orElse("") : "");
        }

        /** Whether it is known to deliver nothing any more. */
        boolean isOver() {
            return ENDED.contains(status) || status.startsWith(WEBSOCKET + "_");
        }
    }

    SubscriptionCalls(HelixAccount account, HelixCalls helix, Retries retries, EndpointHealth endpoint) {
        this.account = account;
        this.helix = helix;
        this.retries = retries;
        this.endpoint = endpoint;
    }

    /** Whether it is known that nothing can be subscribed to now. */
    boolean isAway() {
        return endpoint.outage().isPresent();
    }

    /**
     * Creates a subscription; tries again what may pass, for as long as it takes.
     *
     * @return its id; empty if Twitch does not tell it, as where it says that the subscription exists already
     */
    Optional<String> create(Topic topic, SessionId session, Retries.Door door, Consumer<Failure> onFailure)
            throws LoginNeededException, InterruptedException {
        return retries.untilDone(endpoint, door, () -> createOnce(topic, session), onFailure);
    }

    /**
     * Creates a subscription, or fails at once.
     *
     * @return its id; empty if Twitch does not tell it, as where it says that the subscription exists already
     */
    Optional<String> createOnce(Topic topic, SessionId session) throws LoginNeededException, InterruptedException {
        HelixRequest request = HelixRequest.post(PATH, body(topic, session.get()));
        try {
            HelixPage<String> created = helix.list(account, request, one -> one.text("id"));
            return created.elements().stream().findFirst();
        } catch (RemoteException e) {
            if (e.status() == CONFLICT || e.isUnusable()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String body(Topic topic, String session) {
        ObjectNode body = JSON.createObjectNode().put("type", topic.type()).put("version", topic.version());
        ObjectNode condition = body.putObject("condition");
        topic.condition().forEach(condition::put);
        body.putObject("transport").put("method", WEBSOCKET).put("session_id", session);
        return body.toString();
    }

    /** Deletes a subscription; one that is not there is deleted. */
    void delete(String id) throws LoginNeededException, InterruptedException {
        HelixRequest request = HelixRequest.delete(PATH).with("id", id);
        try {
            retries.atMost(ATTEMPTS, () -> helix.call(account, request));
        } catch (RemoteException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * The subscriptions that Twitch knows of this application and account; where the list did not come to an end, what is not
     * in it proves nothing.
     */
    HelixPage<Listed> list() throws LoginNeededException, InterruptedException {
        return HelixPage.all(
                HelixRequest.get(PATH),
                MOST_PAGES,
                page -> retries.atMost(ATTEMPTS, () -> helix.list(account, page, Listed::read)));
    }

    /** The session to subscribe on; read for each attempt, as it may have moved on meanwhile. */
    @FunctionalInterface
    interface SessionId {
        /**
         * The session's id.
         *
         * @throws InterruptedException if nobody wants to subscribe any more
         */
        String get() throws InterruptedException;
    }
}
