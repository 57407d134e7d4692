package dev.chameleonbot.host.logging;

import java.util.Locale;

/** The form of the log's lines. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** An object of JSON each, for programs. */
    JSON;

    /** The variable of the environment that names one. */
    public static final String VARIABLE = "CHAMELEON_LOG_FORMAT";

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
