package dev.chameleonbot.engine.events;

import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.plugin.api.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what single accounts write and how their colours fare to those who watch them. Of an account that nobody watches
 * nothing is kept; while nobody watches any, a message costs one look.
 *
 * <p>A viewer is called on the thread on which the thing happens: one that reads a socket, one that calls a plugin, one that
 * has read Twitch's answer. It must do no more than put the event where its own thread finds it. One that throws gets no
 * more.
 *
 * <p>Concurrency: the viewers of an account are one immutable list, replaced whole. A message takes no lock, and no viewer is
 * called under one.
 */
public final class AccountFeeds {
    private static final Logger log = LoggerFactory.getLogger(AccountFeeds.class);

    private final Map<String, List<Viewer>> viewers = new ConcurrentHashMap<>();

    /** One watching; no two are equal, also where they have the same consumer. */
    private static final class Viewer {
        private final String login;
        private final Consumer<? super AccountFeedEvent> consumer;

        Viewer(String login, Consumer<? super AccountFeedEvent> consumer) {
            this.login = login;
            this.consumer = consumer;
        }
    }

    /** Whether anybody watches an account. */
    public boolean isWatched(String login) {
        return viewers.containsKey(login);
    }

    /**
     * Watches an account from now on, whether it is at work or not.
     *
     * @param viewer gets each event; must neither block nor throw
     */
    public Registration watch(String login, Consumer<? super AccountFeedEvent> viewer) {
        Viewer added = new Viewer(login, viewer);
        change(login, ofLogin -> ofLogin.add(added));
        return () -> remove(added);
    }

    /** Shows something to all who watch an account. */
    public void tell(String login, AccountFeedEvent event) {
        for (Viewer viewer : viewers.getOrDefault(login, List.of())) {
            try {
                viewer.consumer.accept(event);
            } catch (RuntimeException | Error e) {
                remove(viewer);
                log.error("A viewer of {} failed and gets no more events", login, e);
            }
        }
    }

    private void remove(Viewer removed) {
        change(removed.login, ofLogin -> ofLogin.remove(removed));
    }

    private void change(String login, Consumer<List<Viewer>> change) {
        viewers.compute(login, (key, before) -> {
            List<Viewer> next = before == null ? new ArrayList<>() : new ArrayList<>(before);
            change.accept(next);
            return next.isEmpty() ? null : List.copyOf(next);
        });
    }
}
