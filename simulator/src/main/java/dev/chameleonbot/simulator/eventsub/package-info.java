/** EventSub sessions over WebSocket, their subscriptions and their frames. */
@NullMarked
package dev.chameleonbot.simulator.eventsub;

import org.jspecify.annotations.NullMarked;
