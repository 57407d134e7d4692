package dev.chameleonbot.host.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that was probably meant. */
final class NearestKey {
    private NearestKey() {}

    /** The known key that is nearest to an unknown one, if it is near enough to be meant. */
    static Optional<String> to(String unknown, Collection<String> known) {
        String lower = unknown.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(key -> distance(lower, key)))
                .filter(key -> distance(lower, key) <= Math.max(2, key.length() / 3));
    }

    /** How many letters have to be put in, taken out or replaced. Source: Levenshtein, 1966; Wagner and Fischer, 1974. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
