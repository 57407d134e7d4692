package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The replacements of tokens that are under way, by account: also where an account was configured anew meanwhile and has
 * another {@link TokenKeeper}, nothing is sent or stored beside one that its predecessor has begun.
 *
 * <p>Safe for use by several threads.
 */
public final class TokenFlights {
    private final Map<String, SingleFlight<StoredTokens>> flights = new ConcurrentHashMap<>();

    /** Begins with none. */
    public TokenFlights() {}

    SingleFlight<StoredTokens> of(String login) {
        return flights.computeIfAbsent(login, name -> new SingleFlight<>());
    }
}
