package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.resilience.Timers;

/**
 * In whose name a call is made. It lives and dies with the account.
 *
 * @param tokens its tokens; read for each request
 * @param calls the gate of all calls but the colour's
 * @param colors the gate of the colour, of its own, so that a colour endpoint that fails keeps nobody from subscribing
 */
public record HelixAccount(String login, AccountTokens tokens, RateBudget budget, CallGate calls, CallGate colors) {

    /** An account that has not called yet. */
    public static HelixAccount of(String login, AccountTokens tokens, Timers timers, EngineMeters meters) {
        RateBudget budget = new RateBudget();
        return new HelixAccount(
                login,
                tokens,
                budget,
                new CallGate("calling Helix", budget, timers, meters),
                new CallGate("setting the colour", budget, timers, meters));
    }

    /** The application that its tokens belong to; known once they are proved, before which nothing is called. */
    public String clientId() {
        return tokens.clientId()
                .orElseThrow(() -> new IllegalStateException(login + " calls Twitch before its token is proved"));
    }

    @Override
    public String toString() {
        return login;
    }
}
