package dev.chameleonbot.simulator.account;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All tokens in force. Thread-safe: a refresh token is taken out of the map by whoever uses it, so only one
 * user of it can succeed.
 */
public final class Tokens {
    private static final int ACCESS_LENGTH = 30;
    private static final int REFRESH_LENGTH = 50;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Map<String, AccessToken> access = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refresh = new ConcurrentHashMap<>();

    /** A random text of lower-case letters and digits. */
    public static String random(int length) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    static Grant draw(String clientId) {
        return new Grant(clientId, random(ACCESS_LENGTH), random(REFRESH_LENGTH));
    }

    /** Issues a pair of tokens, which becomes the account's newest. */
    public Grant issue(Account account, String clientId, Collection<String> scopes) {
        Grant grant = draw(clientId);
        activate(account, grant, scopes);
        account.grant(grant);
        return grant;
    }

    void activate(Account account, Grant grant, Collection<String> scopes) {
        Set<String> granted = ConcurrentHashMap.newKeySet();
        granted.addAll(scopes);
        access.values().removeIf(token -> token.account() == account && !token.isValid());
        access.put(
                grant.accessToken(),
                new AccessToken(
                        account, grant.clientId(), granted, Instant.now().plus(account.tokenLifetime())));
        refresh.put(grant.refreshToken(), new Refresh(account, grant.clientId(), granted));
    }

    /** The access token of that text, if it is valid. */
    public Optional<AccessToken> access(String text) {
        return Optional.ofNullable(access.get(text)).filter(AccessToken::isValid);
    }

    /** Whose refresh token that is. */
    public Optional<Account> refreshOwner(String text) {
        return Optional.ofNullable(refresh.get(text)).map(Refresh::account);
    }

    /** Exchanges a refresh token, which is thereby used up, for a new pair. Empty if it is not valid for that client. */
    public Optional<Grant> refresh(String text, String clientId) {
        Refresh used = refresh.get(text);
        if (used == null || !used.clientId.equals(clientId) || !refresh.remove(text, used)) {
            return Optional.empty();
        }
        return Optional.of(issue(used.account, clientId, used.scopes));
    }

    /** Ends the validity of all access tokens of the account. */
    public void expireAccess(Account account) {
        access.values().stream().filter(token -> token.account() == account).forEach(AccessToken::expire);
    }

    /** Ends an access token and the refresh tokens of its account and client. False if it is not valid for that client. */
    public boolean revoke(String text, String clientId) {
        Optional<AccessToken> revoked =
                access(text).filter(token -> token.clientId().equals(clientId));
        revoked.ifPresent(token -> {
            token.expire();
            refresh.values().removeIf(other -> other.account == token.account() && other.clientId.equals(clientId));
        });
        return revoked.isPresent();
    }

    /** Ends the validity of all refresh tokens of the account. */
    public void revokeRefresh(Account account) {
        refresh.values().removeIf(token -> token.account == account);
    }

    /** Takes a scope from all tokens of the account. */
    public void removeScope(Account account, String scope) {
        access.values().stream()
                .filter(token -> token.account() == account)
                .forEach(token -> token.scopes().remove(scope));
        refresh.values().stream()
                .filter(token -> token.account == account)
                .forEach(token -> token.scopes.remove(scope));
    }

    private record Refresh(Account account, String clientId, Set<String> scopes) {}
}
