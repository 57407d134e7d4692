/**
 * Chat behaviours and what they see of the world.
 *
 * <p>A plugin implements {@link dev.chameleonbot.plugin.api.ChatBehaviour} and
 * {@link dev.chameleonbot.plugin.api.BehaviourSession}; everything else here is handed to it. Types marked "not for
 * implementation" may gain methods in any release.
 *
 * <p>Four rules hold for all of it. Threads: whatever a session is called with (messages, command calls, results, tasks,
 * events, services that come and go) comes one at a time on the session's own thread; what it calls itself returns at once
 * and may be called from any thread. Order: in the order in which things happened, and never from inside the call that
 * asked for it. Errors: what a session throws is reported with its plugin's name and touches nothing else; expected
 * outcomes are results, not exceptions; who asks for more than a session may have at once is told so by a
 * {@link java.util.concurrent.RejectedExecutionException}, and each method says how much that is. End: a session owns what it has scheduled and registered, and all of that ends
 * with it, the latest first.
 */
@NullMarked
package dev.chameleonbot.plugin.api;

import org.jspecify.annotations.NullMarked;
