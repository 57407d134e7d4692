package dev.chameleonbot.plugin.api;

import java.util.Set;
import org.apiguardian.api.API;
import org.pf4j.ExtensionPoint;

/**
 * Reacts to chat: the extension point that a plugin implements.
 *
 * <p>One instance serves the whole host. Keep the data of an account in its session, so that accounts share nothing;
 * several threads use the fields of the behaviour itself at the same time. An implementation needs a public no-argument
 * constructor and pf4j's {@code @Extension}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ChatBehaviour extends ExtensionPoint {

    /**
     * Opens the session for one account. Called once for each account that the behaviour is enabled for, on the
     * session's thread, before its first message.
     *
     * @param bot the account as this behaviour sees it, valid until the session is closed
     * @return the session; if this method throws, only this behaviour is left out, only for this account
     */
    BehaviourSession open(Bot bot);

    /**
     * Whose messages the sessions get. Called once. Other messages are dropped unparsed, except those that call one of
     * a session's {@linkplain Bot#commands() commands}.
     *
     * @return {@link Audience#OWN_MESSAGES} by default
     */
    default Audience audience() {
        return Audience.OWN_MESSAGES;
    }

    /**
     * The OAuth scopes that the sessions need, by Twitch's names, such as {@code user:write:chat} for {@link Bot#say}.
     * Called once. A login requests the scopes of the behaviours that run for the account. If the account's token lacks
     * one, the sessions run, the operator is told to log the account in again, and requests that need the scope fail.
     *
     * <p>{@code user:read:chat} and {@code user:manage:chat_color} are always there.
     *
     * @return no scopes by default
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    default Set<String> scopes() {
        return Set.of();
    }

    /**
     * The settings of this behaviour. The operator sets them for all accounts in the configuration's {@code plugins}
     * under the plugin's id, and for one account in a block of the same form in that account. Called each time settings
     * are read; must always return the same.
     *
     * @return {@link SettingsSchema#undeclared()} by default
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    default SettingsSchema settings() {
        return SettingsSchema.undeclared();
    }
}
