/** The control socket: how the command line speaks to a running host. */
@NullMarked
package dev.chameleonbot.host.control;

import org.jspecify.annotations.NullMarked;
