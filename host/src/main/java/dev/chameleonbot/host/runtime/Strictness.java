package dev.chameleonbot.host.runtime;

import dev.chameleonbot.host.config.ConfigReport;

/** What becomes of a configuration in which something is wrong. */
public enum Strictness {
    /** An account that is misconfigured is left out; warnings are logged. */
    LENIENT,
    /** All or nothing: after any error or warning, nothing of it is used. */
    STRICT;

    /**
     * Judges what was found.
     *
     * @return the report, with a configuration only if that may be used
     */
    public ConfigReport of(ConfigReport report) {
        return this == STRICT ? report.strictly() : report;
    }
}
