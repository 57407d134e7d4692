/** One account from its configuration to being live, and its end. */
@NullMarked
package dev.chameleonbot.engine.account;

import org.jspecify.annotations.NullMarked;
