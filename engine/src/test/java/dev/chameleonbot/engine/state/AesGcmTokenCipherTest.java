package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AesGcmTokenCipherTest {
    private static final Secret SECRET = Secret.of("a secret token, ünïcode too");

    private final AesGcmTokenCipher cipher = new AesGcmTokenCipher(key(1));

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    @Test
    void opensWhatItSealed() {
        assertThat(cipher.open(cipher.seal(SECRET, "alice/access"), "alice/access"))
                .isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        byte[] first = cipher.seal(SECRET, "alice/access");

        assertThat(cipher.seal(SECRET, "alice/access")).isNotEqualTo(first);
        assertThat(new String(first, StandardCharsets.UTF_8)).doesNotContain("secret");
    }

    @Test
    void refusesWhatWasMovedToAnotherPlace() {
        byte[] sealed = cipher.seal(SECRET, "alice/access");

        assertThatThrownBy(() -> cipher.open(sealed, "alice/refresh"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("alice/refresh")
                .hasMessageNotContaining("secret token");
    }

    @Test
    void refusesAnotherKey() {
        byte[] sealed = cipher.seal(SECRET, "alice/access");

        assertThatThrownBy(() -> new AesGcmTokenCipher(key(2)).open(sealed, "alice/access"))
                .isInstanceOf(StateException.class);
    }

    @Test
    void refusesAnyChangedOrMissingByte() {
        byte[] sealed = cipher.seal(SECRET, "alice/access");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> cipher.open(changed, "alice/access")).isInstanceOf(StateException.class);
            assertThatThrownBy(() -> cipher.open(cut, "alice/access")).isInstanceOf(StateException.class);
        }
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> new AesGcmTokenCipher(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNothingOfItself() {
        assertThat(cipher).hasToString("AES-256-GCM");
    }
}
