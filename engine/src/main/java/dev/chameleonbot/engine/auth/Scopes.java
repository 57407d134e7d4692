package dev.chameleonbot.engine.auth;

import java.util.Collection;
import java.util.List;

/** The OAuth scopes that an account's token needs. */
public final class Scopes {
    /** To hear what is written, and to change the name's colour. */
    public static final List<String> REQUIRED = List.of("user:read:chat", "user:manage:chat_color");

    private Scopes() {}

    /**
     * Compares scopes with what is needed.
     *
     * @param granted what a token has
     * @return what it lacks, empty if nothing
     */
    public static List<String> missing(Collection<String> granted) {
        return REQUIRED.stream().filter(scope -> !granted.contains(scope)).toList();
    }
}
