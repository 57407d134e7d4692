package dev.chameleonbot.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chameleonbot.engine.Secret;
import okhttp3.Credentials;

/**
 * What a proxy lets somebody through for.
 *
 * @param name whose it is
 * @param password their password
 * @param source the variable or property that has them, for messages
 */
record ProxyLogin(String name, Secret password, String source) {
    /** The value of a header. */
    String basic() {
        return Credentials.basic(name, password.reveal(), UTF_8);
    }
}
