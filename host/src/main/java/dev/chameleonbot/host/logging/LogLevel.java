package dev.chameleonbot.host.logging;

/** How much is logged. */
public enum LogLevel {
    /** Faults of the program and of plugins. */
    ERROR,
    /** What an operator should look at, too. */
    WARN,
    /** What happens, too. */
    INFO,
    /** How it happens, too. */
    DEBUG
}
