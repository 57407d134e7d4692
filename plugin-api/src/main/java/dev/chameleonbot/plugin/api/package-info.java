/**
 * The API for chat behaviours.
 *
 * <p>A plugin implements {@link dev.chameleonbot.plugin.api.ChatBehaviour} and
 * {@link dev.chameleonbot.plugin.api.BehaviourSession}; the host provides everything else. Types marked "not for
 * implementation" may gain methods in any release.
 *
 * <p>Four rules apply to the whole API:
 *
 * <ul>
 * <li>Threads: calls of a session (messages, commands, results, tasks, events, services that come and go) come one at a
 *     time, on the session's thread. Methods that the session calls return at once and are thread-safe.
 * <li>Order: calls come in the order in which things happen, and never from inside the call that requested them.
 * <li>Errors: an exception of a session is reported with its plugin's name and affects nothing else. Expected outcomes
 *     are results, not exceptions. A session that exceeds a limit gets a
 *     {@link java.util.concurrent.RejectedExecutionException}; each method documents its limits.
 * <li>End: a session owns what it schedules and registers; all of it ends with the session, newest first.
 * </ul>
 */
@NullMarked
package dev.chameleonbot.plugin.api;

import org.jspecify.annotations.NullMarked;
