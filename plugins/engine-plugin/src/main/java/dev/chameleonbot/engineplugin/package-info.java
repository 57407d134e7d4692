/**
 * Runs Chameleon behaviours in a pf4j host that knows nothing of Chameleon. pf4j starts at
 * {@link dev.chameleonbot.engineplugin.EnginePlugin}.
 */
@NullMarked
package dev.chameleonbot.engineplugin;

import org.jspecify.annotations.NullMarked;
