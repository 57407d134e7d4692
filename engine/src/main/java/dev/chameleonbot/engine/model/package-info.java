/**
 * The values of the engine: configuration and status of accounts, events, metrics and failures.
 *
 * <p>All are immutable, so any thread may keep and share them. None depends on the engine. What a caller gives to the engine
 * checks itself when it is created; what only the engine gives out is checked for nulls by the engine's build.
 */
@NullMarked
package dev.chameleonbot.engine.model;

import org.jspecify.annotations.NullMarked;
