/** The color changer, from the message to the colour request. */
@NullMarked
package dev.chameleonbot.colorchanger;

import org.jspecify.annotations.NullMarked;
