/** What the engine has learned, kept in one directory: an SQLite file, the key of its secrets, and a lock. */
@NullMarked
package dev.chameleonbot.engine.state;

import org.jspecify.annotations.NullMarked;
