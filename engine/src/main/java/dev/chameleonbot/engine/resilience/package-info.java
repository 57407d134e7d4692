/** What keeps one failure from becoming another: error kinds, back-off, timers, and scopes that own tasks. */
@NullMarked
package dev.chameleonbot.engine.resilience;

import org.jspecify.annotations.NullMarked;
