/** What is made of the commands as they are declared: completion for shells, and pages for {@code man}. */
@NullMarked
package dev.chameleonbot.host.manual;

import org.jspecify.annotations.NullMarked;
