package dev.chameleonbot.host.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a demo is to do.
 *
 * @param accounts how many accounts there are
 * @param channels how many channels each of them listens in
 * @param rate own messages a second, over all accounts
 * @param length how long they chat; empty for until it is stopped
 * @param plugins where the plugins' jars are
 * @param apiVersion the version of the plugin API
 */
public record DemoPlan(
        int accounts, int channels, double rate, Optional<Duration> length, Path plugins, String apiVersion) {
    /** Checks that there is something to do. */
    public DemoPlan {
        if (accounts < 1 || channels < 1 || !(rate > 0)) {
            throw new IllegalArgumentException("A demo needs accounts, channels and messages");
        }
    }

    /** Whether there are few enough messages and accounts for each message to be shown. */
    boolean showsEachMessage() {
        return rate <= 20 && accounts <= 20;
    }
}
