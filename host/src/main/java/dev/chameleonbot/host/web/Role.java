package dev.chameleonbot.host.web;

import java.util.Locale;

/** What somebody may do. */
public enum Role {
    /** See all but the codes of logins and what may hold them, the log and the alerts, and the audit log. */
    VIEW,
    /** See and do all. */
    OPERATE;

    /** The role as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it includes another role. */
    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
