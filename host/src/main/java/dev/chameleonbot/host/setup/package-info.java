/** From nothing to accounts that run: the application at Twitch, and logins of whoever agrees, for the terminal and the web. */
@NullMarked
package dev.chameleonbot.host.setup;

import org.jspecify.annotations.NullMarked;
