package dev.chameleonbot.simulator.fault;

/** Frames that a client does not expect and must survive. */
public enum OddFrame {
    /** A text that is not JSON at all. */
    INVALID_JSON,
    /** A notification cut off in the middle of its JSON; the WebSocket frame itself is whole. */
    TRUNCATED_JSON,
    /** A notification whose text is 2 MiB long. */
    HUGE,
    /** A text frame whose bytes are not UTF-8. */
    INVALID_UTF8,
    /** JSON with 20,000 arrays inside one another. */
    DEEPLY_NESTED,
    /** An empty text frame. */
    EMPTY,
    /** A binary frame. */
    BINARY,
    /** JSON that is not an object. */
    NOT_AN_OBJECT,
    /** An object without {@code metadata}. */
    NO_METADATA,
    /** A notification whose event is null. */
    NULL_EVENT,
    /** A well-formed frame of a {@code message_type} that does not exist. */
    UNKNOWN_MESSAGE_TYPE,
    /** A notification of a {@code subscription_type} that does not exist. */
    UNKNOWN_SUBSCRIPTION_TYPE,
    /** A WebSocket frame with reserved bits set, which breaks RFC 6455. */
    RESERVED_BITS,
    /** A WebSocket frame that announces more bytes than come before the connection is reset. */
    CUT_OFF
}
