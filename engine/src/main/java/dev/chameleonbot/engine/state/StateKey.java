package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the key that seals the stored secrets. As a text it is the base64 of its 32 bytes, in a file or a variable. */
final class StateKey {
    private static final Logger LOG = LoggerFactory.getLogger(StateKey.class);

    private StateKey() {}

    /** Reads the key file, and warns of one that is open to others. */
    static byte[] fromFile(Path file) {
        if (isOpenToOthers(file)) {
            LOG.warn("The key file {} is open to other users; take their rights away with: chmod 600 {}", file, file);
        }
        return read(file);
    }

    /** Whether anyone but its owner may do anything with a key file; false where that cannot be told. */
    static boolean isOpenToOthers(Path file) {
        try {
            return OwnersFiles.isOpenToOthers(file);
        } catch (IOException e) {
            LOG.debug("Who may read the key in {} is not known: {}", file, IoWords.of(e));
            return false;
        }
    }

    /** Reads the key file. */
    static byte[] read(Path file) {
        try {
            byte[] text = Files.readAllBytes(file);
            return decode(new String(text, StandardCharsets.ISO_8859_1), "The key file " + file);
        } catch (IOException e) {
            throw new StateException("The key file " + file + " cannot be read: " + IoWords.of(e), e);
        }
    }

    /** Makes a new key and its file. */
    static byte[] create(Path file) {
        byte[] key = new byte[AesGcmTokenCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key) + "\n";
        try {
            OwnersFiles.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new StateException("The key file " + file + " cannot be created: " + IoWords.of(e), e);
        }
        return key;
    }

    /** The cipher with a key, which is wiped. */
    static TokenCipher cipher(byte[] key) {
        try {
            return new AesGcmTokenCipher(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static byte[] decode(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // Its message may quote the text, so it goes no further.
            throw unusable(where, "is not base64");
        }
        if (key.length != AesGcmTokenCipher.KEY_BYTES) {
            Arrays.fill(key, (byte) 0);
            throw unusable(where, "holds " + key.length + " bytes");
        }
        return key;
    }

    private static StateException unusable(String where, String what) {
        return new StateException(where + " must hold the base64 of " + AesGcmTokenCipher.KEY_BYTES
                + " bytes, as `openssl rand -base64 32` prints it, but " + what + ".");
    }
}
