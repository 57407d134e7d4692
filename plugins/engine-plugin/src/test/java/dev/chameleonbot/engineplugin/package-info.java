/** The plugin as it is packaged, in hosts that are not ours. */
@NullMarked
package dev.chameleonbot.engineplugin;

import org.jspecify.annotations.NullMarked;
