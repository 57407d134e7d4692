/** Says texts of the operator's from time to time, while a chat is busy. */
@NullMarked
package dev.chameleonbot.announcer;

import org.jspecify.annotations.NullMarked;
