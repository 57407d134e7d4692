/**
 * The values of the engine: configuration and status of accounts, events, metrics and failures.
 *
 * <p>All are immutable, so any thread may keep and share them. None depends on the engine.
 */
@NullMarked
package dev.chameleonbot.engine.model;

import org.jspecify.annotations.NullMarked;
