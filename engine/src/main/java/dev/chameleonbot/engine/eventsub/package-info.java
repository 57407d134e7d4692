/** EventSub over WebSocket: frames, the session's state machine, its sockets and subscriptions. */
@NullMarked
package dev.chameleonbot.engine.eventsub;

import org.jspecify.annotations.NullMarked;
