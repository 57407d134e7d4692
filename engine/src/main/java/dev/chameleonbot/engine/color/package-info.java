/** The colour path: at most one request under way for an account, and the latest wish wins. */
@NullMarked
package dev.chameleonbot.engine.color;

import org.jspecify.annotations.NullMarked;
