package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/** Whose messages a behaviour gets. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Audience {
    /** Only the account's own messages, recognised by user id, never by name. */
    OWN_MESSAGES,
    /** All messages in the account's channels, including its own. */
    EVERYONE
}
