package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/** Whose messages a behaviour wants to see. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Audience {
    /** Only what the account itself writes, recognised by its user id, never by a name. */
    OWN_MESSAGES,
    /** What anybody writes in the account's channels, its own messages among it. */
    EVERYONE
}
