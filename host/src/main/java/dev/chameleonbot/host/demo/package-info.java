/** The demo: the real host against a simulated Twitch, with chat made up. */
@NullMarked
package dev.chameleonbot.host.demo;

import org.jspecify.annotations.NullMarked;
