package dev.chameleonbot.host.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a demo is to show.
 *
 * @param rate own messages a second, over all accounts
 * @param duration how long to chat; empty for until told to stop
 */
public record DemoPlan(int accounts, int channels, double rate, Optional<Duration> duration) {
    /** Where single messages can still be read as they go by. */
    private static final double READABLE_RATE = 20;

    /** How many accounts chat in the same channels. */
    private static final int NEIGHBOURS = 10;

    private static final int MOST_ACCOUNTS = 10_000;
    private static final int MOST_CHANNELS = 100;
    private static final int HIGHEST_RATE = 100_000;
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Checks the numbers. */
    public DemoPlan {
        require(accounts >= 1 && accounts <= MOST_ACCOUNTS, "--accounts must be 1 to " + MOST_ACCOUNTS);
        require(channels >= 1 && channels <= MOST_CHANNELS, "--channels must be 1 to " + MOST_CHANNELS);
        require(rate > 0 && rate <= HIGHEST_RATE, "--rate must be more than 0, and " + HIGHEST_RATE + " at most");
        require(duration.isEmpty() || duration.get().isPositive(), "--for must be more than nothing");
        require(duration.isEmpty() || duration.get().compareTo(LONGEST) <= 0, "--for must be 8760h (a year) at most");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }

    List<String> accountNames() {
        return names("account", 1, accounts);
    }

    /**
     * The channels of an account. Ten accounts share them; the next ten have others, so that what each of them hears
     * does not grow with their number.
     *
     * @param account its place among the accounts, from 0 on
     */
    List<String> channelNames(int account) {
        return names("channel", account / NEIGHBOURS * channels + 1, channels);
    }

    /** Twitch's limit, raised where this rate would pass it: twice what an account needs, as nothing comes evenly. */
    int rateLimitPerMinute() {
        return (int) Math.max(800, Math.ceil(rate / accounts * 60 * 2));
    }

    boolean isReadable() {
        return rate <= READABLE_RATE;
    }

    private static List<String> names(String stem, int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> stem + i).toList();
    }
}
