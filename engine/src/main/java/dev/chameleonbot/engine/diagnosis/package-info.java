/** What can be found out about a state directory and the way to Twitch without an engine. For the host's diagnosis. */
@NullMarked
package dev.chameleonbot.engine.diagnosis;

import org.jspecify.annotations.NullMarked;
