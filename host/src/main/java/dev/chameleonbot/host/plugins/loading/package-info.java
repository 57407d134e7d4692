/** Loads plugins; the only place that knows pf4j's plugin manager. */
@NullMarked
package dev.chameleonbot.host.plugins.loading;

import org.jspecify.annotations.NullMarked;
