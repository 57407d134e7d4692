/** What an account says: from a behaviour's request to Twitch's answer. */
@NullMarked
package dev.chameleonbot.engine.chat;

import org.jspecify.annotations.NullMarked;
