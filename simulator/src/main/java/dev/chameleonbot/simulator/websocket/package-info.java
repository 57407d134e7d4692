/** The server side of RFC 6455, with the means to break its rules on purpose. */
@NullMarked
package dev.chameleonbot.simulator.websocket;

import org.jspecify.annotations.NullMarked;
