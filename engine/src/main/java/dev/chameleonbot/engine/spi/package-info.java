/** What the engine asks of its surroundings; a host may bring its own, the engine has one of each. */
@NullMarked
package dev.chameleonbot.engine.spi;

import org.jspecify.annotations.NullMarked;
