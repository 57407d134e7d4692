/** Tells operators who do not watch: what happens in the engine, throttled and folded, to webhooks. */
@NullMarked
package dev.chameleonbot.host.alerts;

import org.jspecify.annotations.NullMarked;
