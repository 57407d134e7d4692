package dev.chameleonbot.plugin.api;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A Twitch account that a bot runs for.
 *
 * @param id Twitch's permanent id of the account; names can change, the id cannot
 * @param login the account's name in lower case
 * @param primeOrTurbo whether the account has Prime or Turbo according to the operator, and so may use any colour
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Account(UserId id, String login, boolean primeOrTurbo) {
    /** Checks that nothing is missing. */
    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(login, "login");
    }
}
