package dev.chameleonbot.benchmarks.load;

import java.net.URI;

/**
 * Where a subject finds Twitch.
 *
 * @param eventSub the WebSockets
 * @param helix the base of Helix
 * @param auth the base of the OAuth endpoints
 */
record Addresses(URI eventSub, URI helix, URI auth) {}
