package dev.chameleonbot.plugin.api;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;

/**
 * One account, as one behaviour sees it.
 *
 * <p>The engine provides it; not for implementation. Any thread may call any method, and each returns at once.
 * Callbacks come on the session's thread. After the session is closed, requests are ignored.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Bot {

    /** The account that this bot runs for. */
    Account account();

    /**
     * Changes the colour of the account's name.
     *
     * <p>The latest request wins: at most one request is in progress and one waits. A newer colour replaces the waiting
     * one, whose result is {@link ColorResult.Superseded}. The engine waits out transient failures and rate limits.
     *
     * <p>{@link ColorResult.Changed} is delivered with the plugin's next call, at the latest 50 ms after Twitch's
     * answer, because no thread is woken for it alone. Every other result is delivered at once.
     *
     * @param color the requested colour
     * @param whenDone gets the result exactly once, unless the session is closed first
     * @throws java.util.concurrent.RejectedExecutionException if 2,000 results of this session are outstanding
     */
    void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone);

    /**
     * Changes the colour of the account's name and ignores the result.
     *
     * @param color the requested colour
     * @throws java.util.concurrent.RejectedExecutionException as above
     */
    default void changeColor(ChatColor color) {
        changeColor(color, result -> {});
    }

    /**
     * Sends a chat message as this account. It needs the scope {@code user:write:chat}, which the behaviour
     * {@linkplain ChatBehaviour#scopes() declares}. If the account's token lacks it, nothing is sent and the result is
     * {@link SayResult.NotAllowed}.
     *
     * <p>{@link SayResult.Sent} is delivered with the plugin's next call, at the latest 50 ms after Twitch's answer.
     * Every other result is delivered at once.
     *
     * @param channel the channel to write in
     * @param text the message, 1 to 500 characters, as Twitch requires
     * @param whenDone gets the result exactly once, unless the session is closed first
     * @throws IllegalArgumentException if the text is blank or longer
     * @throws java.util.concurrent.RejectedExecutionException if 100 messages of this session are unfinished, including
     *     those whose result is not delivered yet
     */
    void say(ChannelId channel, String text, Consumer<? super SayResult> whenDone);

    /**
     * Sends a chat message and ignores the result; a message that is not sent is logged.
     *
     * @param channel the channel to write in
     * @param text the message, as above
     * @throws IllegalArgumentException as above
     * @throws java.util.concurrent.RejectedExecutionException as above
     */
    default void say(ChannelId channel, String text) {
        say(channel, text, result -> {});
    }

    /** The operator's settings for this behaviour and account; fixed for the lifetime of the session. */
    Settings settings();

    /** The memory of this behaviour for this account; survives restarts. */
    Memory memory();

    /** Runs tasks later, on the session's thread, until the session ends. */
    Schedule schedule();

    /** The host's clock. It is virtual in the testkit, so prefer it to {@code Instant.now()}. */
    InstantSource clock();

    /** The chat commands of this session. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Commands commands();

    /** Services of the host and of other plugins, and those that this session publishes. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Services services();

    /** Events of the account. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Events events();

    /** Counters and timers of this session; the operator sees them in the account's status. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Metrics metrics();

    /**
     * Shows the operator a short status of the behaviour for this account, such as {@code "changing off"}. It is part
     * of the account's status until it is replaced or the session ends. An empty text shows nothing.
     *
     * @param text at most 60 characters in one line
     * @throws IllegalArgumentException if it is longer, or contains a control character
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    void showStatus(String text);

    /**
     * The plugin's log. Its name is {@code plugin.} and the plugin's id; the operator can set its level by that name.
     * Lines written on the session's thread carry the account, the plugin and the current message.
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    Logger log();

    /**
     * Finds a service; short for {@link Services#find}.
     *
     * @param type the service's type
     * @param <S> the service's type
     * @return the service, or empty if there is none
     */
    default <S> Optional<S> service(Class<S> type) {
        return services().find(type);
    }
}
