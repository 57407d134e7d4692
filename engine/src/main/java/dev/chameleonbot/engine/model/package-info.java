/**
 * The values of the engine: what an account is configured with, how it stands, what the engine tells, and its failures.
 *
 * <p>All are immutable and may be kept and passed to any thread. None of them knows the engine.
 */
@NullMarked
package dev.chameleonbot.engine.model;

import org.jspecify.annotations.NullMarked;
