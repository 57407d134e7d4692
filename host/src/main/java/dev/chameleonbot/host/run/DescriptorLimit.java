package dev.chameleonbot.host.run;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How many files and sockets the operating system lets this process have. */
public final class DescriptorLimit {
    /** Jars, the state store, requests under way, and one more socket for accounts that are handed over. */
    private static final int BESIDES = 256;

    private static final int PER_ACCOUNT = 2;

    private DescriptorLimit() {}

    /** A warning, if there are fewer than that many accounts need. */
    public static Optional<String> warning(int accounts) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? warning(accounts, system.getMaxFileDescriptorCount())
                : Optional.empty();
    }

    static Optional<String> warning(int accounts, long limit) {
        long needed = (long) accounts * PER_ACCOUNT + BESIDES;
        return limit >= needed
                ? Optional.empty()
                : Optional.of("This process may open " + limit + " files and sockets, and " + accounts
                        + " accounts can need " + needed + ": raise the limit, such as with 'ulimit -n " + needed
                        + "', or accounts will fail to connect");
    }
}
