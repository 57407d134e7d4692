package dev.chameleonbot.plugin.api;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;

/**
 * One account as one behaviour sees it.
 *
 * <p>Handed out by the engine; not for implementation. Every method may be called from any thread and returns at once;
 * callbacks come on the session's own thread. After the session was closed, requests are ignored.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Bot {

    /** The account that this bot works for. */
    Account account();

    /**
     * Asks for the account's name to be shown in a colour from now on.
     *
     * <p>The latest wish wins: at most one request is under way and one waits; a newer colour replaces the waiting one,
     * whose result is {@link ColorResult.Superseded}. Transient failures and rate limits are waited out by the engine.
     *
     * <p>A {@link ColorResult.Changed} is told with whatever the plugin is called for next, a twentieth of a second after
     * Twitch's answer at the latest: no thread is woken for it alone. Every other outcome is told at once.
     *
     * @param color the colour wished for
     * @param whenDone told the outcome exactly once, unless the session is closed first
     * @throws java.util.concurrent.RejectedExecutionException if the session is still to be told of 2,000 outcomes
     */
    void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone);

    /**
     * Asks for a colour without wanting to know the outcome.
     *
     * @param color the colour wished for
     * @throws java.util.concurrent.RejectedExecutionException as above
     */
    default void changeColor(ChatColor color) {
        changeColor(color, result -> {});
    }

    /**
     * Sends a chat message as this account. It needs the scope {@code user:write:chat}, which the behaviour
     * {@linkplain ChatBehaviour#scopes() declares}; where the account's token lacks it, nothing is sent and the outcome is
     * {@link SayResult.NotAllowed}.
     *
     * <p>A {@link SayResult.Sent} is told with whatever the plugin is called for next, a twentieth of a second after Twitch's
     * answer at the latest. Every other outcome is told at once.
     *
     * @param channel where to
     * @param text what to say, 1 to 500 characters as Twitch demands
     * @param whenDone told the outcome exactly once, unless the session is closed first
     * @throws IllegalArgumentException if the text is blank or longer
     * @throws java.util.concurrent.RejectedExecutionException if 100 messages of this session are on their way, or it is still
     *     to be told of their outcomes
     */
    void say(ChannelId channel, String text, Consumer<? super SayResult> whenDone);

    /**
     * Sends a chat message without wanting to know the outcome; one that is not sent is logged.
     *
     * @param channel where to
     * @param text what to say, as above
     * @throws IllegalArgumentException as above
     * @throws java.util.concurrent.RejectedExecutionException as above
     */
    default void say(ChannelId channel, String text) {
        say(channel, text, result -> {});
    }

    /** What the operator has set for this behaviour and account; fixed for the life of the session. */
    Settings settings();

    /** What this behaviour keeps about this account; survives restarts. */
    Memory memory();

    /** Runs tasks later, on the session's thread; they end with the session. */
    Schedule schedule();

    /** The host's clock. In the testkit it is a virtual one, so prefer it to {@code Instant.now()}. */
    InstantSource clock();

    /** The chat commands of this session. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Commands commands();

    /** What the host and other plugins offer, and what this session offers to them. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Services services();

    /** What happens to the account. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Events events();

    /** What this session counts and measures; the operator sees it in the account's status. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Metrics metrics();

    /**
     * Tells the operator in a few words how the behaviour stands for this account, such as {@code "changing off"}; they are
     * shown with the account's status until others take their place or the session ends. An empty text shows nothing.
     *
     * @param text at most 60 characters in one line
     * @throws IllegalArgumentException if it is longer, or holds a control character
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    void showStatus(String text);

    /**
     * The plugin's log. Its name is {@code plugin.} and the plugin's id, by which the operator can set its level; lines that
     * are written on the session's thread carry the account, the plugin and the message at hand.
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Logger log();

    /**
     * Looks up a service now; short for {@link Services#find}.
     *
     * @param type the service's type
     * @param <S> the service's type
     * @return the service, or empty where nobody offers it
     */
    default <S> Optional<S> service(Class<S> type) {
        return services().find(type);
    }
}
