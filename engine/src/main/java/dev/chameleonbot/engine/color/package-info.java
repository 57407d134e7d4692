/** The colour path: at most one HTTP request in progress for an account, and the latest colour wins. */
@NullMarked
package dev.chameleonbot.engine.color;

import org.jspecify.annotations.NullMarked;
