package dev.chameleonbot.host.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files and sockets a process may open, and how many accounts need. */
public final class DescriptorLimit {
    /** An account's socket, and its share of requests, files and jars. */
    private static final int AN_ACCOUNT = 2;

    private static final int BESIDES = 200;
    /** As Linux writes it: the soft limit comes first. */
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)\\s.*");

    private DescriptorLimit() {}

    /** How many descriptors accounts may need. */
    public static long needed(int accounts) {
        return (long) accounts * AN_ACCOUNT + BESIDES;
    }

    public static boolean isTooLow(long limit, int accounts) {
        return limit < needed(accounts);
    }

    /** The limit of this process; empty where there is none to be seen. */
    public static OptionalLong ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? OptionalLong.of(system.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    /**
     * The limit of another process.
     *
     * @return the limit; empty where the system does not tell
     */
    public static OptionalLong of(long pid) {
        try {
            return in(Files.readString(Path.of("/proc", Long.toString(pid), "limits")));
        } catch (IOException e) {
            return OptionalLong.empty(); // No Linux, gone meanwhile, or another user's.
        }
    }

    static OptionalLong in(String limits) {
        return limits.lines()
                .map(OPEN_FILES::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .findFirst();
    }
}
