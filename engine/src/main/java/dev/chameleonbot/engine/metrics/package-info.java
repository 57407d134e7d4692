/** What is counted and measured on a message's way, and read when somebody asks. */
@NullMarked
package dev.chameleonbot.engine.metrics;

import org.jspecify.annotations.NullMarked;
