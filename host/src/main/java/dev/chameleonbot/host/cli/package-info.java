/** The commands and their options. */
@NullMarked
package dev.chameleonbot.host.cli;

import org.jspecify.annotations.NullMarked;
