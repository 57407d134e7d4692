package dev.chameleonbot.engine.dispatch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A set of message ids, in 32 to 64 bytes each: Twitch's are UUIDs, of which the text and its place in a set of strings
 * need more than a hundred. What is no UUID is kept as the first half of its SHA-256.
 *
 * <p>An open-addressed table with linear probing, never more than half full. Not thread-safe.
 */
final class IdSet {
    private static final int FEWEST = 16;
    private static final int UUID_LENGTH = 36;

    /** Two numbers for each place; both are zero where it is free. */
    private long[] table = new long[2 * FEWEST];

    private int size;

    /** One id as two numbers, not both of which are zero. */
    record Key(long high, long low) {
        static Key of(String id) {
            if (isUuid(id)) {
                UUID uuid = UUID.fromString(id);
                if (uuid.getMostSignificantBits() != 0 || uuid.getLeastSignificantBits() != 0) {
                    return new Key(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
                }
            }
            ByteBuffer digest = ByteBuffer.wrap(sha256().digest(id.getBytes(StandardCharsets.UTF_8)));
            return new Key(digest.getLong(), digest.getLong());
        }

        private static boolean isUuid(String id) {
            if (id.length() != UUID_LENGTH) {
                return false;
            }
            for (int i = 0; i < UUID_LENGTH; i++) {
                boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
                if (dash ? id.charAt(i) != '-' : !HexFormat.isHexDigit(id.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }

    boolean contains(Key key) {
        return !isFree(place(key));
    }

    /** Adds it; false if it was there. */
    boolean add(Key key) {
        int place = place(key);
        if (!isFree(place)) {
            return false;
        }
        put(place, key.high(), key.low());
        size++;
        if (4 * size > table.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] before = table;
        table = new long[2 * before.length];
        for (int place = 0; place < before.length; place += 2) {
            if (before[place] != 0 || before[place + 1] != 0) {
                put(place(new Key(before[place], before[place + 1])), before[place], before[place + 1]);
            }
        }
    }

    private void put(int place, long high, long low) {
        table[place] = high;
        table[place + 1] = low;
    }

    private boolean isFree(int place) {
        return table[place] == 0 && table[place + 1] == 0;
    }

    /** Where the id is, or the free place where it would be. */
    private int place(Key key) {
        int mask = table.length - 1;
        // UUIDs of version 1 differ in few of their bits, ordered ones in few of the higher: mixed, every bit counts.
        long mixed = (key.high() * 31 + key.low()) * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) << 1 & mask;
        while (!isFree(place) && (table[place] != key.high() || table[place + 1] != key.low())) {
            place = place + 2 & mask;
        }
        return place;
    }
}
