/** A cycle put in on purpose. */
@NullMarked
package dev.chameleonbot.docs.cycle.below;

import org.jspecify.annotations.NullMarked;
