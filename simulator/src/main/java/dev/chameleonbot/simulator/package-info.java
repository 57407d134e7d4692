/**
 * Twitch as a chat bot sees it, on one loopback port: start it with
 * {@link dev.chameleonbot.simulator.Simulator#builder()}.
 *
 * <p>It has its own small HTTP/1.1 and RFC 6455 server instead of Helidon, because this module must misbehave at the
 * level of bytes. Helidon ends every WebSocket with a close frame and offers no raw write and no abort. A connection
 * reset, a half-open peer and a truncated frame would each need a byte relay in front of it, which is a second server.
 * Here one virtual thread reads each socket, so each of these takes a few lines. In return, the server lacks what a
 * loopback test does not need: TLS, HTTP/2 and compression.
 */
@NullMarked
package dev.chameleonbot.simulator;

import org.jspecify.annotations.NullMarked;
