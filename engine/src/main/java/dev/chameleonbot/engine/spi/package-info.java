/** Where the engine keeps what it has learned: a host may bring a store of its own; the engine has one, which seals tokens. */
@NullMarked
package dev.chameleonbot.engine.spi;

import org.jspecify.annotations.NullMarked;
