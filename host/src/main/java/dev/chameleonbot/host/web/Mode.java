package dev.chameleonbot.host.web;

import java.util.Locale;

/** What the web is for just now. */
public enum Mode {
    /** There is no configuration: it leads to the first one. */
    SETUP,
    /** A host runs. */
    RUN,
    /** The demo runs. */
    DEMO;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
