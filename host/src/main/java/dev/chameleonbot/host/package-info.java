/** Where the program begins. */
@NullMarked
package dev.chameleonbot.host;

import org.jspecify.annotations.NullMarked;
