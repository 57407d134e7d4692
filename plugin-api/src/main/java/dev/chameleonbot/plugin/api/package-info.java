/**
 * Chat behaviours and what they see of the world.
 *
 * <p>A plugin implements {@link dev.chameleonbot.plugin.api.ChatBehaviour} and
 * {@link dev.chameleonbot.plugin.api.BehaviourSession}; everything else here is handed to it. Types marked "not for
 * implementation" may gain methods in any release.
 */
@NullMarked
package dev.chameleonbot.plugin.api;

import org.jspecify.annotations.NullMarked;
