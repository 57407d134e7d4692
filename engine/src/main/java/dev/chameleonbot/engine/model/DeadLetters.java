package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

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
     * Delivers the kept events to a listener again, for diagnosis: on the calling thread, oldest first, and unguarded,
     * so that an exception reaches the caller with its stack trace.
     *
     * @param listener the name of the listener that did not get them
     * @param target the listener to call
     * @return how many events it received
     */
    public int replay(String listener, Consumer<? super EngineEvent> target) {
        List<DeadLetter> letters = latest.stream()
                .filter(letter -> letter.listener().equals(listener))
                .toList();
        letters.forEach(letter -> target.accept(letter.event()));
        return letters.size();
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
