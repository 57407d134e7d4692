package dev.chameleonbot.host.web;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.chameleonbot.engine.model.Secret;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Hashes of passwords, by Argon2id with the least memory that OWASP's Password Storage Cheat Sheet recommends: 7 MiB, five
 * passes, one lane. One is computed at a time, and few wait for that, so that those who try
 * passwords do not fill the memory.
 */
final class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 1_024;
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(7 * 1024, 5, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;
    private static final int MOST_WAITING = 4;
    private static final Semaphore TURN = new Semaphore(1);

    private Passwords() {}

    /**
     * Hashes a password with a salt of its own.
     *
     * @return the hash with its salt and parameters, in the form of the Argon2 reference implementation
     */
    static String hash(Secret password) {
        return Password.hash(password.reveal())
                .addRandomSalt(SALT_BYTES)
                .with(ARGON2)
                .getResult();
    }

    /**
     * Whether a password is the one that was hashed.
     *
     * @return whether it is; empty if too many others are being looked at
     */
    static Optional<Boolean> isRight(String password, String hash) throws InterruptedException {
        if (password.isEmpty() || password.length() > LONGEST) {
            return Optional.of(false);
        }
        if (TURN.getQueueLength() >= MOST_WAITING) {
            return Optional.empty();
        }
        TURN.acquire();
        try {
            return Optional.of(Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
        } finally {
            TURN.release();
        }
    }
}
