/** What the process has: its version, its signal to stop, and its limit of open files. */
@NullMarked
package dev.chameleonbot.host.process;

import org.jspecify.annotations.NullMarked;
