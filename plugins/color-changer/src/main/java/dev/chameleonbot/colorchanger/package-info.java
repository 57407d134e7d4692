/** The color changer, from the message to the wish for a colour. */
@NullMarked
package dev.chameleonbot.colorchanger;

import org.jspecify.annotations.NullMarked;
