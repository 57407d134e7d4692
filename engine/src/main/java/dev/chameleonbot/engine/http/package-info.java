/** The way to a server: straight, or through a forward proxy. For the engine and the host alike. */
@NullMarked
package dev.chameleonbot.engine.http;

import org.jspecify.annotations.NullMarked;
