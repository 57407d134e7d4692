/** Loading plugins, tried on jars that are compiled on the spot. */
@NullMarked
package dev.chameleonbot.host.plugins;

import org.jspecify.annotations.NullMarked;
