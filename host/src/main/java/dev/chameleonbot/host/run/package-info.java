/** A host at work: plugins and engine together, from a checked configuration to an orderly stop. */
@NullMarked
package dev.chameleonbot.host.run;

import org.jspecify.annotations.NullMarked;
