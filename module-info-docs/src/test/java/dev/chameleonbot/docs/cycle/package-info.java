/** A cycle put in on purpose. */
@NullMarked
package dev.chameleonbot.docs.cycle;

import org.jspecify.annotations.NullMarked;
