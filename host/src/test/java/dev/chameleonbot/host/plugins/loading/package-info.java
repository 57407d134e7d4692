@NullMarked
package dev.chameleonbot.host.plugins.loading;

import org.jspecify.annotations.NullMarked;
