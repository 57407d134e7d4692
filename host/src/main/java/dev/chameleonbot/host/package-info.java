/** The program's entry. */
@NullMarked
package dev.chameleonbot.host;

import org.jspecify.annotations.NullMarked;
