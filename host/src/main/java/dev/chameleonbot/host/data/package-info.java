/** Where the program and its data are. */
@NullMarked
package dev.chameleonbot.host.data;

import org.jspecify.annotations.NullMarked;
