/** The files of plugins: what a jar says of itself, which may be used, and how the plugins folder changes. */
@NullMarked
package dev.chameleonbot.host.plugins.files;

import org.jspecify.annotations.NullMarked;
