package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The chat commands of one session.
 *
 * <p>Not for implementation. A message that calls a command goes to its handler and not to
 * {@link BehaviourSession#onMessage}, even if the call is refused. This does not depend on the behaviour's
 * {@linkplain ChatBehaviour#audience() audience}: as long as there are commands that others may use, messages of others
 * are read, and those that call such a command reach the session. Messages of others from before the command was added
 * do not.
 *
 * <p>{@value Command#PREFIX} and the name, in any case, as the first word of a message call a command. Messages that
 * this bot, or a bot of another account of the same host, {@linkplain Bot#say sends} call no command, so a command
 * cannot call itself and two cannot call each other. For this rule, a message with exactly the text that one of these
 * bots sent to that channel in the last 30 seconds counts as sent by the bot.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Commands {

    /**
     * Adds a command. If two sessions have a command of the same name, both are called.
     *
     * @param command the command
     * @param handler handles its calls
     * @return removes the command when closed; calls that still wait for the session's thread are dropped
     * @throws IllegalArgumentException if this session already has a command with one of its names
     */
    Registration add(Command command, CommandHandler handler);
}
