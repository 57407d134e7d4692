/** Files that do not outlive the process they are for. */
@NullMarked
package dev.chameleonbot.host.temporary;

import org.jspecify.annotations.NullMarked;
