package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * The events that did not reach a listener: the count of all, and the latest ones.
 *
 * @param total how many there were since the engine was built
 * @param latest the latest ones, oldest first
 */
public record DeadLetters(long total, List<DeadLetter> latest) {
    /** Copies the list. */
    public DeadLetters {
        latest = List.copyOf(latest);
    }

    /**
     * One event that did not reach one listener.
     *
     * @param at when the failure was noticed
     * @param listener the listener's name
     * @param event the event that it did not get, or on which it failed
     * @param reason why, in a few words
     */
    public record DeadLetter(Instant at, String listener, EngineEvent event, String reason) {}
}
