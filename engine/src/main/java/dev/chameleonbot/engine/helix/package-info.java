/** Calls of Twitch's Helix API other than the colour's: transport, limits, errors, channel look-up. */
@NullMarked
package dev.chameleonbot.engine.helix;

import org.jspecify.annotations.NullMarked;
