/** The endpoints under {@code /helix}. */
@NullMarked
package dev.chameleonbot.simulator.helix;

import org.jspecify.annotations.NullMarked;
