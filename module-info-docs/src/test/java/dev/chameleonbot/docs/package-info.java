/** Rules and documents that concern all modules together. */
@NullMarked
package dev.chameleonbot.docs;

import org.jspecify.annotations.NullMarked;
