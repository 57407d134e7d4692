/** The configuration file: reading it, judging it, and saying all that is wrong with it at once. */
@NullMarked
package dev.chameleonbot.host.config;

import org.jspecify.annotations.NullMarked;
