/** Chat lines and their way to the subscriptions that want them. */
@NullMarked
package dev.chameleonbot.simulator.chat;

import org.jspecify.annotations.NullMarked;
