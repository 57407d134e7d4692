package dev.chameleonbot.simulator.fault;

/** The HTTP endpoints for faults and request counts. */
public enum Endpoint {
    /** {@code /helix/users}. */
    USERS,
    /** {@code /helix/eventsub/subscriptions}, all methods. */
    SUBSCRIPTIONS,
    /** {@code /helix/chat/color}, both methods. */
    COLOR,
    /** {@code /helix/chat/messages}. */
    MESSAGES,
    /** {@code /helix/streams}. */
    STREAMS,
    /** {@code /helix/channels/followed}. */
    FOLLOWED,
    /** {@code /oauth2/validate}. */
    VALIDATE,
    /** {@code /oauth2/token}. */
    TOKEN,
    /** {@code /oauth2/device}. */
    DEVICE,
    /** {@code /oauth2/revoke}. */
    REVOKE
}
