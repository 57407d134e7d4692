package dev.chameleonbot.engine.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The events that did not reach a listener, at one moment: counted all, and the latest of them kept.
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
     * Gives the kept events to a listener once more, to see what it makes of them: on the calling thread, oldest first,
     * without a guard, so that what it throws reaches the caller with its stack trace.
     *
     * @param listener the name under which they were not delivered
     * @param target what to call
     * @return how many events it took
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
     * @param at when that was seen
     * @param listener the listener's name
     * @param event what it did not get, or failed on
     * @param reason why, in a few words
     */
    public record DeadLetter(Instant at, String listener, EngineEvent event, String reason) {
        /** Checks that nothing is missing. */
        public DeadLetter {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(listener, "listener");
            Objects.requireNonNull(event, "event");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
