/** What an operator does with plugins, whether a host runs or not: validated first, then done as a whole or not at all. */
@NullMarked
package dev.chameleonbot.host.plugins.operations;

import org.jspecify.annotations.NullMarked;
