package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Reads the OAuth scopes that a behaviour declares, and rejects invalid ones. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class DeclaredScopes {
    private static final Pattern SCOPE = Pattern.compile("[a-z0-9_:]{1,100}");
    /** Twitch has about eighty; nobody agrees to a login that asks for many. */
    private static final int MOST = 100;

    private DeclaredScopes() {}

    /**
     * Reads the scopes of a behaviour. Propagates its exceptions.
     *
     * @param behaviour the behaviour
     * @return an immutable copy, in alphabetical order
     * @throws IllegalArgumentException if a scope is invalid; the message says why
     */
    public static Set<String> of(ChatBehaviour behaviour) {
        @Nullable Set<String> answer = behaviour.scopes();
        if (answer == null) {
            throw new IllegalArgumentException("scopes() returned null; it must return a set, which may be empty");
        }
        Set<String> scopes = new TreeSet<>();
        for (@Nullable String scope : answer) {
            if (scope == null || !SCOPE.matcher(scope).matches()) {
                throw new IllegalArgumentException("scopes() returned " + shown(scope)
                        + ", which is no OAuth scope; one looks like 'user:write:chat'");
            }
            scopes.add(scope);
            if (scopes.size() > MOST) {
                throw new IllegalArgumentException("scopes() returned more than " + MOST + " scopes");
            }
        }
        return Collections.unmodifiableSet(scopes);
    }

    private static String shown(@Nullable String scope) {
        if (scope == null) {
            return "null for a scope";
        }
        String start = scope.length() > 100 ? scope.substring(0, 100) + "…" : scope;
        return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
