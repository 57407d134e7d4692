package dev.chameleonbot.host.config;

/** The configuration's file cannot be read, or is not JSON. The message is a sentence that tells no secret. */
public final class UnreadableConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableConfigException(String message) {
        super(message);
    }
}
