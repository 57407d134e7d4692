/** Posts the operator's texts at intervals, while a chat is busy. */
@NullMarked
package dev.chameleonbot.announcer;

import org.jspecify.annotations.NullMarked;
