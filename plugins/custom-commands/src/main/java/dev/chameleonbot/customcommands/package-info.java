/** Answers chat commands with texts of the operator's. */
@NullMarked
package dev.chameleonbot.customcommands;

import org.jspecify.annotations.NullMarked;
