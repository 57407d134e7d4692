/** The endpoints under {@code /oauth2}. */
@NullMarked
package dev.chameleonbot.simulator.oauth;

import org.jspecify.annotations.NullMarked;
