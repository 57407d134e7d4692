/** Words for what is counted. */
@NullMarked
package dev.chameleonbot.host.text;

import org.jspecify.annotations.NullMarked;
