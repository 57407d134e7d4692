package dev.chameleonbot.engine.auth;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The OAuth scopes that an account's token needs. */
public final class Scopes {
    /** To hear what is written, and to change the name's colour. */
    public static final List<String> REQUIRED = List.of("user:read:chat", "user:manage:chat_color");

    /** To write to chat: what {@code Bot.say} needs. */
    public static final String WRITE_CHAT = "user:write:chat";

    /** To know which channels the account follows. */
    public static final String READ_FOLLOWS = "user:read:follows";

    private Scopes() {}

    /** What a login asks for. */
    public static List<String> with(Collection<String> declared) {
        return Stream.concat(REQUIRED.stream(), declared.stream().sorted())
                .distinct()
                .toList();
    }

    /** Compares scopes with what is needed. */
    public static List<String> missing(Collection<String> granted) {
        return REQUIRED.stream().filter(scope -> !granted.contains(scope)).toList();
    }
}
