package dev.chameleonbot.engine.eventsub;

import com.github.twitch4j.eventsub.EventSubSubscription;
import com.github.twitch4j.eventsub.EventSubTransport;
import com.github.twitch4j.eventsub.EventSubTransportMethod;
import com.github.twitch4j.helix.domain.EventSubSubscriptionList;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.resilience.ExhaustedException;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One account's calls of {@code /eventsub/subscriptions}. All of them block. */
final class SubscriptionCalls {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    /** For what the next audit does again anyway. */
    private static final int ATTEMPTS = 5;
    /** Three hundred subscriptions a connection, three connections, a hundred subscriptions a page, and some to spare. */
    private static final int MOST_PAGES = 20;

    private final HelixAccount account;
    private final HelixCalls helix;
    private final Retries retries;

    SubscriptionCalls(HelixAccount account, HelixCalls helix, Retries retries) {
        this.account = account;
        this.helix = helix;
        this.retries = retries;
    }

    HelixAccount account() {
        return account;
    }

    /**
     * Creates a subscription; tries again what may pass, for as long as it takes.
     *
     * @return its id; empty if it existed already, as Twitch does not tell the id then
     */
    Optional<String> create(EventSubSubscription subscription, SessionId session, Consumer<RemoteException> onFailure)
            throws LoginNeededException, InterruptedException {
        return retries.untilDone(() -> createOnce(subscription, session), onFailure);
    }

    /**
     * Creates a subscription, or fails at once.
     *
     * @return its id; empty if it existed already, as Twitch does not tell the id then
     */
    Optional<String> createOnce(EventSubSubscription subscription, SessionId session) throws LoginNeededException {
        EventSubTransport transport = EventSubTransport.builder()
                .method(EventSubTransportMethod.WEBSOCKET)
                .sessionId(session.get())
                .build();
        try {
            EventSubSubscriptionList answer = helix.call(
                    account,
                    api -> api.createEventSubSubscription(account.login(), subscription.withTransport(transport)));
            return Optional.of(idOf(answer));
        } catch (RemoteException e) {
            if (e.status() == CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Deletes a subscription; one that is not there is deleted. */
    void delete(String id) throws LoginNeededException, ExhaustedException, InterruptedException {
        try {
            retries.atMost(
                    ATTEMPTS, () -> helix.call(account, api -> api.deleteEventSubSubscription(account.login(), id)));
        } catch (RemoteException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** All subscriptions that Twitch knows of this application and account. */
    List<EventSubSubscription> list() throws LoginNeededException, ExhaustedException, InterruptedException {
        List<EventSubSubscription> all = new ArrayList<>();
        @Nullable String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            @Nullable String after = cursor;
            EventSubSubscriptionList answer = retries.atMost(
                    ATTEMPTS,
                    () -> helix.call(
                            account,
                            api -> api.getEventSubSubscriptions(account.login(), null, null, null, after, null)));
            if (answer == null || answer.getSubscriptions() == null) {
                throw RemoteException.unusable("listing subscriptions", "no list in it");
            }
            all.addAll(answer.getSubscriptions());
            cursor = answer.getPagination() == null
                    ? null
                    : answer.getPagination().getCursor();
            if (cursor == null || cursor.isBlank() || answer.getSubscriptions().isEmpty()) {
                return all;
            }
        }
        return all;
    }

    private static String idOf(@Nullable EventSubSubscriptionList answer) {
        if (answer == null
                || answer.getSubscriptions() == null
                || answer.getSubscriptions().isEmpty()
                || answer.getSubscriptions().getFirst().getId() == null) {
            throw RemoteException.unusable("subscribing", "no subscription in it");
        }
        return answer.getSubscriptions().getFirst().getId();
    }

    /** The session to subscribe on; read for each attempt, as it may have moved on meanwhile. */
    @FunctionalInterface
    interface SessionId {
        String get();
    }
}
