/** Where log lines go; the only place that knows Logback. */
@NullMarked
package dev.chameleonbot.host.logging;

import org.jspecify.annotations.NullMarked;
