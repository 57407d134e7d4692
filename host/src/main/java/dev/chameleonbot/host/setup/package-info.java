/** The first setup: the application at Twitch, and logins of accounts that agree, for the terminal and the web. */
@NullMarked
package dev.chameleonbot.host.setup;

import org.jspecify.annotations.NullMarked;
