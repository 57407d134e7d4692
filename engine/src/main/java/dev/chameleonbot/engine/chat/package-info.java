/** What an account says: from a behaviour's wish to what Twitch made of it. */
@NullMarked
package dev.chameleonbot.engine.chat;

import org.jspecify.annotations.NullMarked;
