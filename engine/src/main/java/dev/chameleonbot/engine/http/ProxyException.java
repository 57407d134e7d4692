package dev.chameleonbot.engine.http;

import java.io.IOException;

/** A request that did not get past the proxy. Its message names the proxy, and neither the address asked for nor a secret. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyException(String message) {
        super(message);
    }
}
