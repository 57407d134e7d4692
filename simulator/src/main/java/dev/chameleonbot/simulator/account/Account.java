package dev.chameleonbot.simulator.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * A simulated account, which is a channel as well. Everything but the name, the colour and the current tokens is fixed;
 * those are single volatile values.
 */
public final class Account {
    private final String id;
    private volatile String login;
    private volatile String displayName;
    private final boolean prime;
    private final Duration tokenLifetime;
    private final Set<String> scopes;
    private final Instant createdAt = Instant.now();
    private volatile String color = "";
    private volatile Grant grant;

    Account(
            String id,
            String login,
            String displayName,
            boolean prime,
            Duration tokenLifetime,
            Set<String> scopes,
            Grant grant) {
        this.id = id;
        this.login = login;
        this.displayName = displayName;
        this.prime = prime;
        this.tokenLifetime = tokenLifetime;
        this.scopes = Set.copyOf(scopes);
        this.grant = grant;
    }

    /** Twitch's id of it, digits only. */
    public String id() {
        return id;
    }

    /** Its name in lower case. */
    public String login() {
        return login;
    }

    void rename(String name) {
        login = name.toLowerCase(Locale.ROOT);
        displayName = name;
    }

    /** Its name as it is shown. */
    public String displayName() {
        return displayName;
    }

    /** Whether it may use any colour. */
    public boolean prime() {
        return prime;
    }

    /** How long its access tokens are valid. */
    public Duration tokenLifetime() {
        return tokenLifetime;
    }

    /** The scopes that its first token has. */
    public Set<String> scopes() {
        return scopes;
    }

    /** When it came into being. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Its colour as {@code #RRGGBB}, or an empty text if it never chose one. */
    public String color() {
        return color;
    }

    /** Gives it a colour. */
    public void color(String hex) {
        color = hex;
    }

    /** Its newest pair of tokens. */
    public Grant grant() {
        return grant;
    }

    void grant(Grant newest) {
        grant = newest;
    }
}
