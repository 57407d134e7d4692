/** Benchmarks of the way from a frame to the request for a colour, without sockets, disk and Twitch. */
@NullMarked
package dev.chameleonbot.benchmarks.hotpath;

import org.jspecify.annotations.NullMarked;
