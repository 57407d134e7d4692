/** How JSON is read and made. */
@NullMarked
package dev.chameleonbot.host.json;

import org.jspecify.annotations.NullMarked;
