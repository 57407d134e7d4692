/**
 * Twitch on one loopback port, as far as a chat bot sees it: start it with
 * {@link dev.chameleonbot.simulator.Simulator#builder()}.
 *
 * <p>Why it has a small HTTP/1.1 and RFC 6455 server of its own instead of Helidon: misbehaving at the level of bytes is
 * what this module is for. Helidon ends every WebSocket with a close frame and offers no raw write and no abort, so a
 * connection reset, a peer that is half open and a frame that is cut in its middle would each need a byte relay in front
 * of it, hence a second server. Here one virtual thread reads each socket, so all of them are a few lines. The price is
 * what a loopback test server can do without: no TLS, no HTTP/2, no compression.
 */
@NullMarked
package dev.chameleonbot.simulator;

import org.jspecify.annotations.NullMarked;
