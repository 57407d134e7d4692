/**
 * The engine: runs one bot for each configured account and hands chat messages to behaviours.
 *
 * <p>Start at {@link dev.chameleonbot.engine.Engine}. What a host sees of an account is an immutable
 * {@link dev.chameleonbot.engine.model.AccountStatus}; everything else is hidden in the packages below.
 */
@NullMarked
package dev.chameleonbot.engine;

import org.jspecify.annotations.NullMarked;
