/** Answers chat commands with the operator's texts. */
@NullMarked
package dev.chameleonbot.customcommands;

import org.jspecify.annotations.NullMarked;
