package dev.chameleonbot.host.logging;

/** The form of the log's lines. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** An object of JSON each, for programs. */
    JSON
}
