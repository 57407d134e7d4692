package dev.chameleonbot.host.alerts;

import java.util.Locale;

/** What an operator is alerted of, the most urgent first. */
enum AlertKind {
    STATE_TROUBLE("error"),
    FAILED("error"),
    NEEDS_LOGIN("error"),
    PLUGIN_QUARANTINED("error"),
    PARKED("warning"),
    NEEDS_ATTENTION("warning"),
    MESSAGES_DROPPED("warning"),
    PLUGIN_FAILED("warning"),
    STATE_RECOVERED("info"),
    RECOVERED("info");

    private final String severity;

    AlertKind(String severity) {
        this.severity = severity;
    }

    String severity() {
        return severity;
    }

    /** The end of a trouble, which is sent only if its beginning was sent. */
    boolean isRecovery() {
        return this == STATE_RECOVERED || this == RECOVERED;
    }

    /** Its name for programs. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
