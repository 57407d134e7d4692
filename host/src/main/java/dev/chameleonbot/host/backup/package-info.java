/** Copies of all data in one file, and the way back. */
@NullMarked
package dev.chameleonbot.host.backup;

import org.jspecify.annotations.NullMarked;
