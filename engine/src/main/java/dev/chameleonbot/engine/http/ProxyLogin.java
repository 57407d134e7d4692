package dev.chameleonbot.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chameleonbot.engine.model.Secret;
import java.util.Optional;
import okhttp3.Credentials;

/**
 * What a proxy lets somebody through for.
 *
 * @param name whose it is
 * @param password their password; empty where it is the empty one
 * @param source the variable or property that has them, for messages
 */
record ProxyLogin(String name, Optional<Secret> password, String source) {
    /** The password in a text. */
    static Optional<Secret> password(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    /** The value of a header. */
    String basic() {
        return Credentials.basic(name, password.map(Secret::reveal).orElse(""), UTF_8);
    }
}
