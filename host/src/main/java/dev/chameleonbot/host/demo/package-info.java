/** The demo: the real host against the simulator, with somebody to chat. */
@NullMarked
package dev.chameleonbot.host.demo;

import org.jspecify.annotations.NullMarked;
