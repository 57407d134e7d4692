/** Simulated accounts and their tokens. */
@NullMarked
package dev.chameleonbot.simulator.account;

import org.jspecify.annotations.NullMarked;
