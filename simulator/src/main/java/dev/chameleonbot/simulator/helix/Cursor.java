package dev.chameleonbot.simulator.helix;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where the next page of a list begins, in a form that says nothing to whoever gets it. */
final class Cursor {
    private Cursor() {}

    static String at(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(offset).getBytes(StandardCharsets.US_ASCII));
    }

    /** The offset; 0 where the cursor is empty or none of ours. */
    static int offset(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return Math.max(0, number(text).orElse(0));
        } catch (IllegalArgumentException notOurs) {
            return 0;
        }
    }

    static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
