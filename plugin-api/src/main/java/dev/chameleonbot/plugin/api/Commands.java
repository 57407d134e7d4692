package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The chat commands of one session.
 *
 * <p>Not for implementation. A message that calls one of them goes to its handler and not to
 * {@link BehaviourSession#onMessage}, also where the call is refused. The behaviour's {@linkplain ChatBehaviour#audience()
 * audience} does not matter for it: what others write is read as far as there are commands that others may use, and only
 * what calls one of those gets to the session. What others wrote before a command was added is not seen.
 *
 * <p>A command is called by {@value Command#PREFIX} and its name, in any case, as the first word of a message. What the
 * bot itself {@linkplain Bot#say says} calls none, nor does what the bots of other accounts of the same host say, so no
 * command can call itself and no two of them each other; for that, a message with the very text that one of them said in
 * that channel in the last 30 seconds counts as said by the bot.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Commands {

    /**
     * Adds a command. Two sessions may have one of the same name; both are called then.
     *
     * @param command what it is called and who may use it
     * @param handler does what it is for
     * @return takes it away again; calls that still wait for the session's thread go nowhere
     * @throws IllegalArgumentException if this session has a command with one of its names
     */
    Registration add(Command command, CommandHandler handler);
}
