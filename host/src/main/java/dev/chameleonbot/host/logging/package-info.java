/** Where log lines go, and which. */
@NullMarked
package dev.chameleonbot.host.logging;

import org.jspecify.annotations.NullMarked;
