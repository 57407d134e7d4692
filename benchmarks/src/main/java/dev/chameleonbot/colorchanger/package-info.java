/** Benchmarks; in the color changer's package, so that they see what it hides from others. */
@NullMarked
package dev.chameleonbot.colorchanger;

import org.jspecify.annotations.NullMarked;
