package dev.chameleonbot.engine.spi;

import dev.chameleonbot.engine.model.Secret;

/** Makes a secret storable and readable again. Thread-safe. */
public interface TokenCipher {
    /**
     * Encrypts and authenticates a secret. The same secret gives different bytes each time.
     *
     * @param secret what to hide
     * @param context where it belongs, such as {@code somelogin/refresh}; the same has to be given to {@link #open}, so
     *     that a value cannot be moved to another place unnoticed
     * @return what may be stored
     */
    byte[] seal(Secret secret, String context);

    /**
     * Decrypts what {@link #seal} returned.
     *
     * @param sealed the stored bytes
     * @param context where they were found
     * @return the secret
     * @throws StateException if the key is another one, or the bytes were changed or moved
     */
    Secret open(byte[] sealed, String context);
}
