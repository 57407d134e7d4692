@NullMarked
package dev.chameleonbot.host.plugins.files;

import org.jspecify.annotations.NullMarked;
