package dev.chameleonbot.host.logging;

import java.util.Locale;

/** The form of the log's lines. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** An object of JSON each, for programs. */
    JSON;

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
