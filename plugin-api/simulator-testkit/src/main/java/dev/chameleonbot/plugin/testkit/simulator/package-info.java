/**
 * Runs a chat behaviour on the real engine, against a simulated Twitch.
 */
@NullMarked
package dev.chameleonbot.plugin.testkit.simulator;

import org.jspecify.annotations.NullMarked;
