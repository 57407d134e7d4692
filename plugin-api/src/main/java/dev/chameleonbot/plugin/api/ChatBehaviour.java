package dev.chameleonbot.plugin.api;

import java.util.Set;
import org.apiguardian.api.API;
import org.pf4j.ExtensionPoint;

/**
 * Reacts to chat: the extension point that a plugin implements.
 *
 * <p>One instance serves the whole host. What a behaviour remembers of one account lives in the session that it opens
 * for it, so nothing has to be shared between accounts; whatever is held in the behaviour itself is used by the threads of
 * all sessions at once. An implementation needs a public constructor without
 * parameters and pf4j's {@code @Extension}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ChatBehaviour extends ExtensionPoint {

    /**
     * Opens the session that works for one account; called once for each account that the behaviour is enabled for,
     * on the thread that the session's messages will come on, before the first of them.
     *
     * @param bot the account as this behaviour sees it, valid until the session is closed
     * @return the session; a throw leaves this behaviour out for this account and touches nothing else
     */
    BehaviourSession open(Bot bot);

    /**
     * Whose messages the sessions want to see. It is asked once; messages outside of it are dropped unparsed, but for
     * those that call one of a session's {@linkplain Bot#commands() commands}.
     *
     * @return {@link Audience#OWN_MESSAGES} unless overridden
     */
    default Audience audience() {
        return Audience.OWN_MESSAGES;
    }

    /**
     * The OAuth scopes that the account's token needs for what the sessions do, named as Twitch names them, such as
     * {@code user:write:chat} for {@link Bot#say}. It is asked once. An account's login asks for those of the behaviours that
     * run for it; where its token lacks one, the sessions run, the operator is told to log the account in again, and what
     * needs the scope fails.
     *
     * <p>{@code user:read:chat} and {@code user:manage:chat_color} are there always.
     *
     * @return none unless overridden
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    default Set<String> scopes() {
        return Set.of();
    }

    /**
     * What the operator can set, for all accounts in the configuration's {@code plugins} under the plugin's id, and for one
     * account in a block of the same form in that account. It is asked whenever settings are read, and always answers the
     * same.
     *
     * @return {@link SettingsSchema#undeclared()} unless overridden
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    default SettingsSchema settings() {
        return SettingsSchema.undeclared();
    }
}
