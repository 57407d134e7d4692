package dev.chameleonbot.engine.eventsub;

import com.github.philippheuer.events4j.api.IEventManager;
import com.github.philippheuer.events4j.core.EventManager;
import com.github.twitch4j.common.util.TypeConvert;
import com.github.twitch4j.eventsub.events.EventSubEvent;
import com.github.twitch4j.eventsub.socket.domain.EventSubSocketMessage;
import com.github.twitch4j.eventsub.socket.enums.SocketMessageType;
import dev.chameleonbot.engine.resilience.Repeats;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * twitch4j's own events, for those who ask for them: parsing a frame into them costs many times what the engine's own
 * reading costs, so nothing is done until somebody has.
 *
 * <p>The lock guards the creation of the manager only.
 */
final class Twitch4jEvents {
    private static final Logger log = LoggerFactory.getLogger(Twitch4jEvents.class);

    private final ReentrantLock creation = new ReentrantLock();
    private final Repeats repeats;
    private volatile @Nullable EventManager manager;

    Twitch4jEvents(Repeats repeats) {
        this.repeats = repeats;
    }

    IEventManager manager() {
        creation.lock();
        try {
            EventManager existing = manager;
            if (existing != null) {
                return existing;
            }
            EventManager created = new EventManager();
            created.autoDiscovery();
            manager = created;
            return created;
        } finally {
            creation.unlock();
        }
    }

    void close() {
        EventManager existing = manager;
        if (existing != null) {
            existing.close();
        }
    }

    /** What twitch4j's classes cannot take is told of, and is no loss to anybody else. */
    void publish(String text) {
        EventManager subscribers = manager;
        if (subscribers == null) {
            return;
        }
        try {
            EventSubSocketMessage message = TypeConvert.jsonToObject(text, EventSubSocketMessage.class);
            if (message.getMetadata().getMessageType() == SocketMessageType.NOTIFICATION) {
                EventSubEvent event = message.getPayload().getParsedEvent();
                if (event != null) {
                    subscribers.publish(event);
                }
            }
        } catch (RuntimeException e) {
            FrameTraits traits = FrameTraits.of(text);
            repeats.count("twitch4j " + traits.subscriptionType() + e.getClass())
                    .ifPresent(others -> log.warn(
                            "twitch4j could not read or hand over a frame ({}): {}; {} others since the last such line",
                            traits,
                            e.getClass().getSimpleName(),
                            others));
        }
    }
}
