package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.plugin.api.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks Twitch about an account's tokens ({@code /validate}), and decides whether they are of use to the account: it must be
 * the account's own token, of its application, with the scopes that every account needs. For any thread.
 */
final class TokenValidator {
    private static final int UNAUTHORIZED = 401;

    private final AccountConfig account;
    private final OAuthClient oauth;
    /** Of which application Twitch says that the tokens are. */
    private volatile @Nullable String learnedClientId;
    /** What was found to be of no use to the account: a newer one of it would not be either. */
    private volatile @Nullable Unfit unfit;

    private record Unfit(Secret access, LoginNeededException why) {}

    TokenValidator(AccountConfig account, OAuthClient oauth) {
        this.account = account;
        this.oauth = oauth;
    }

    /** The application that the tokens belong to: the configured one, or else what Twitch has said of them. */
    Optional<String> clientId() {
        return account.clientId().or(() -> Optional.ofNullable(learnedClientId));
    }

    /** Asks about a token; empty if Twitch does not know it (any more). */
    Optional<Validation> validate(Secret access) {
        try {
            return Optional.of(oauth.validate(access));
        } catch (RemoteException e) {
            if (e.status() == UNAUTHORIZED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Asks about a token that has just come. */
    Validation validateNew(Secret access) throws LoginNeededException {
        return validate(access)
                .orElseThrow(() -> new LoginNeededException(
                        "Twitch refuses the token that it has just issued",
                        LoginNeededException.logIn(account.login())));
    }

    /** As {@link #requireUsable}, of the token in use: where it is of no use, it is not refreshed either. */
    Owner requireFit(Validation validation, Secret access, Optional<UserId> known) throws LoginNeededException {
        try {
            Owner owner = requireUsable(validation, known);
            unfit = null;
            return owner;
        } catch (LoginNeededException e) {
            unfit = new Unfit(access, e);
            throw e;
        }
    }

    /** Refuses to refresh a token that was found to be of no use. */
    void requireNotUnfit(Secret access) throws LoginNeededException {
        Unfit found = unfit;
        if (found != null && found.access().equals(access)) {
            throw new LoginNeededException(found.why().getMessage(), found.why().advice());
        }
    }

    /**
     * Refuses a token that is of no use to the account.
     *
     * @param known the account's user, where that is known: it may be called otherwise by now
     * @return whose token it is
     */
    Owner requireUsable(Validation validation, Optional<UserId> known) throws LoginNeededException {
        learnedClientId = validation.clientId();
        String login = account.login();
        if (validation.owner().isEmpty()) {
            throw new LoginNeededException(
                    "The token is an application's own, which no account has agreed to: it can neither read nor write"
                            + " chat",
                    "Log the account in with 'chameleon login " + login
                            + "', or put a user access token of it into the configuration.");
        }
        Owner owner = validation.owner().get();
        if (!owner.login().equals(login) && !known.equals(Optional.of(owner.id()))) {
            throw new LoginNeededException(
                    "The token belongs to the account '" + owner.login() + "'",
                    "Log in as '" + login
                            + "', or put a token of that account into the configuration. If the account has"
                            + " been renamed, put its new name there.");
        }
        if (!clientId().equals(Optional.of(validation.clientId()))) {
            throw new LoginNeededException(
                    "The token was issued for another client_id than the configured one",
                    "Put the client_id that the token was issued for into the configuration, or a token of this one.");
        }
        List<String> missing = Scopes.missing(validation.scopes());
        if (!missing.isEmpty()) {
            throw new LoginNeededException(
                    "The token lacks the scope " + String.join(" and ", missing),
                    "Log the account in with 'chameleon login " + login + "', or put a token with the scopes "
                            + String.join(" ", Scopes.REQUIRED) + " into the configuration.");
        }
        return owner;
    }
}
