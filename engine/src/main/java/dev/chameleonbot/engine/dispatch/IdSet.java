package dev.chameleonbot.engine.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A set of message ids, in 32 to 64 bytes each: Twitch's are UUIDs, of which the text and its place in a set of strings
 * need more than a hundred. What is no UUID is kept as one that is made of its MD5.
 *
 * <p>An open-addressed table with linear probing, never more than half full. Not thread-safe.
 */
final class IdSet {
    private static final int FEWEST = 16;
    private static final int UUID_LENGTH = 36;
    private static final UUID NIL = new UUID(0, 0);

    /** Two numbers for each place; both are zero where it is free. */
    private long[] table = new long[2 * FEWEST];

    private int size;

    /** An id as a UUID, of which not all bits are zero: its own, or one that is worked out from its text. */
    static UUID key(String id) {
        UUID own = isUuid(id) ? UUID.fromString(id) : NIL;
        return own.equals(NIL) ? UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) : own;
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

    boolean contains(UUID key) {
        return !isFree(place(key));
    }

    /** Adds it; false if it was there. */
    boolean add(UUID key) {
        int place = place(key);
        if (!isFree(place)) {
            return false;
        }
        put(place, key);
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
                UUID key = new UUID(before[place], before[place + 1]);
                put(place(key), key);
            }
        }
    }

    private void put(int place, UUID key) {
        table[place] = key.getMostSignificantBits();
        table[place + 1] = key.getLeastSignificantBits();
    }

    private boolean isFree(int place) {
        return table[place] == 0 && table[place + 1] == 0;
    }

    /** Where the id is, or the free place where it would be. */
    private int place(UUID key) {
        long high = key.getMostSignificantBits();
        long low = key.getLeastSignificantBits();
        int mask = table.length - 1;
        // UUIDs of version 1 differ in few of their bits, ordered ones in few of the higher: mixed, every bit counts.
        long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) << 1 & mask;
        while (!isFree(place) && (table[place] != high || table[place + 1] != low)) {
            place = place + 2 & mask;
        }
        return place;
    }
}
