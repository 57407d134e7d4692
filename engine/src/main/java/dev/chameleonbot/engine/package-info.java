/**
 * The engine: runs one bot for each configured account and hands chat messages to behaviours.
 *
 * <p>Start with {@link dev.chameleonbot.engine.Engine}. A host sees an account as an immutable
 * {@link dev.chameleonbot.engine.model.AccountStatus}; the packages below are internal.
 */
@NullMarked
package dev.chameleonbot.engine;

import org.jspecify.annotations.NullMarked;
