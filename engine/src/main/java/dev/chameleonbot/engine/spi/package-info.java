/** What the engine needs from its host; a host may supply its own implementation, and the engine has a default. */
@NullMarked
package dev.chameleonbot.engine.spi;

import org.jspecify.annotations.NullMarked;
