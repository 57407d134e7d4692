package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM.
 *
 * <p>Sealed bytes are a version (1), the random nonce of 12 bytes, then the ciphertext with its tag of 16 bytes. The
 * context is authenticated but not stored. A random nonce is safe for some four billion seals with one key.
 *
 * <p>Thread-safe. The lock guards the one {@code Cipher}, which is costly to get and is set anew for each use.
 */
public final class AesGcmTokenCipher implements TokenCipher {
    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Cipher cipher;

    /**
     * Takes a copy of the key.
     *
     * @param key 32 bytes
     */
    public AesGcmTokenCipher(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM, which each has to have", e);
        }
    }

    @Override
    public byte[] seal(Secret secret, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hidden = use(Cipher.ENCRYPT_MODE, nonce, context, plain);
            return ByteBuffer.allocate(OVERHEAD + plain.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(hidden)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new StateException("The secret " + context + " cannot be sealed: " + e, e);
        }
    }

    @Override
    public Secret open(byte[] sealed, String context) {
        if (sealed.length <= OVERHEAD) {
            throw new StateException("The stored secret " + context + " cannot be opened: it is cut short.");
        }
        if (sealed[0] != VERSION) {
            throw new StateException("The stored secret " + context + " cannot be opened: it is of version " + sealed[0]
                    + ", and this program knows only version " + VERSION + ".");
        }
        ByteBuffer rest = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        rest.get(nonce);
        byte[] hidden = new byte[rest.remaining()];
        rest.get(hidden);
        try {
            byte[] plain = use(Cipher.DECRYPT_MODE, nonce, context, hidden);
            return Secret.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new StateException(
                    "The stored secret " + context
                            + " cannot be opened: the key is another one, or its bytes were changed or moved.",
                    e);
        }
    }

    private byte[] use(int mode, byte[] nonce, String context, byte[] input) throws GeneralSecurityException {
        lock.lock();
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(new byte[] {VERSION});
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "AES-256-GCM";
    }
}
