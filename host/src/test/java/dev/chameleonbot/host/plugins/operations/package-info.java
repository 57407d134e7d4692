@NullMarked
package dev.chameleonbot.host.plugins.operations;

import org.jspecify.annotations.NullMarked;
