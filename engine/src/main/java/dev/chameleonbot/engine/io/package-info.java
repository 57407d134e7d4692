/** What went wrong with files and connections, in words. For the engine and the host alike. */
@NullMarked
package dev.chameleonbot.engine.io;

import org.jspecify.annotations.NullMarked;
