package dev.chameleonbot.host.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret text of any length that only a passphrase opens: AES-256 in GCM under a key that PBKDF2 makes of the passphrase.
 *
 * <p>Source: <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP</a> for the
 * number of rounds; RFC 8018 for PBKDF2.
 *
 * @param salt base64 of what makes the same passphrase give another key each time
 * @param nonce base64 of what AES-GCM takes once only
 * @param hidden base64 of the secret, encrypted and authenticated
 */
record SealedText(int rounds, String salt, String nonce, String hidden) {
    private static final String KDF = "PBKDF2WithHmacSHA256";
    private static final int ROUNDS = 600_000;
    /** A file that asks for more is to keep somebody waiting. */
    private static final int MOST_ROUNDS = 10_000_000;

    private static final int KEY_BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "chameleon-backup".getBytes(StandardCharsets.US_ASCII);

    static SealedText of(Secret secret, Secret passphrase) throws OperationException {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        byte[] plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, passphrase, ROUNDS, salt, nonce);
            return new SealedText(ROUNDS, base64(salt), base64(nonce), base64(cipher.doFinal(plain)));
        } catch (GeneralSecurityException e) {
            throw new OperationException("This Java cannot seal the secrets: " + e, e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The secret; empty if the passphrase is another one, or the bytes were changed. */
    Optional<Secret> open(Secret passphrase) throws OperationException {
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, passphrase, rounds, bytes(salt), bytes(nonce))
                    .doFinal(bytes(hidden));
            return Optional.of(Secret.of(new String(plain, StandardCharsets.UTF_8)));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new OperationException("This Java cannot open the secrets: " + e, e);
        }
    }

    private static Cipher cipher(int mode, Secret passphrase, int rounds, byte[] salt, byte[] nonce)
            throws GeneralSecurityException {
        PBEKeySpec words = new PBEKeySpec(passphrase.reveal().toCharArray(), salt, rounds, KEY_BITS);
        byte[] key = SecretKeyFactory.getInstance(KDF).generateSecret(words).getEncoded();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(PURPOSE);
            return cipher;
        } finally {
            words.clearPassword();
            Arrays.fill(key, (byte) 0);
        }
    }

    ObjectNode json() {
        return Json.object()
                .put("kdf", KDF)
                .put("rounds", rounds)
                .put("salt", salt)
                .put("nonce", nonce)
                .put("hidden", hidden);
    }

    /** Throws an {@link IllegalArgumentException} where it is none. */
    static SealedText parse(JsonNode json) {
        SealedText text = new SealedText(
                json.path("rounds").asInt(),
                json.path("salt").asText(),
                json.path("nonce").asText(),
                json.path("hidden").asText());
        if (!json.path("kdf").asText().equals(KDF)
                || text.rounds < 1
                || text.rounds > MOST_ROUNDS
                || bytes(text.salt).length == 0
                || bytes(text.nonce).length != NONCE_BYTES
                || bytes(text.hidden).length == 0) {
            throw new IllegalArgumentException("no sealed text");
        }
        return text;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
