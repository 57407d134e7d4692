/** From a parsed chat message to the behaviours: mailboxes, sessions, and the bot they see. */
@NullMarked
package dev.chameleonbot.engine.dispatch;

import org.jspecify.annotations.NullMarked;
