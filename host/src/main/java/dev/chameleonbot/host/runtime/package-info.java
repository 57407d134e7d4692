/** A running host: engine, plugins and configuration together, and what is said of their work. */
@NullMarked
package dev.chameleonbot.host.runtime;

import org.jspecify.annotations.NullMarked;
