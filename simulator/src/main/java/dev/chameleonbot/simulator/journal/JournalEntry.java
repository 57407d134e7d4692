package dev.chameleonbot.simulator.journal;

/**
 * An event in the simulator.
 *
 * @param kind the kind of event
 * @param nanoTime when, on the clock of {@link System#nanoTime()}
 * @param login the account, or an empty text if it is not known
 * @param subject the message id, the colour, the subscription id, the session id or the request, according to the kind
 * @param status the status of the answer or the close code of the socket, or 0
 */
public record JournalEntry(Kind kind, long nanoTime, String login, String subject, int status) {

    /** The kinds of events. */
    public enum Kind {
        /** A WebSocket was welcomed; the subject is the session's id. */
        CONNECTED,
        /** A WebSocket has ended; the subject is the session's id, the status the close code or 1006. */
        DISCONNECTED,
        /** A subscription was created; the subject is its id. */
        SUBSCRIBED,
        /** A subscription was deleted by its owner; the subject is its id. */
        UNSUBSCRIBED,
        /** A subscription was revoked; the subject is its id. */
        REVOKED,
        /** A frame with an own message of the receiver is being written; the subject is the id of the message. */
        OWN_MESSAGE,
        /** A {@code PUT /helix/chat/color} was answered; the subject is the requested colour. */
        COLOR_CHANGE,
        /** A token was requested; the subject is the grant type. */
        TOKEN_REQUEST,
        /** Any request was answered; the subject is its method and path. */
        REQUEST,
        /** A fault has struck; the subject describes it. */
        FAULT
    }
}
