/** The record of what happened and its evaluation, streaming and in constant space for each event. */
@NullMarked
package dev.chameleonbot.simulator.served;

import org.jspecify.annotations.NullMarked;
