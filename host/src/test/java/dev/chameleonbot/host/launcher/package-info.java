/** The launcher script and the distribution, tried as a user has them: as files and processes. */
@NullMarked
package dev.chameleonbot.host.launcher;

import org.jspecify.annotations.NullMarked;
