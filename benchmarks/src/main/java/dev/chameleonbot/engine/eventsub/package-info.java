/** Benchmarks; in the engine's package, so that they see what it hides from others. */
@NullMarked
package dev.chameleonbot.engine.eventsub;

import org.jspecify.annotations.NullMarked;
