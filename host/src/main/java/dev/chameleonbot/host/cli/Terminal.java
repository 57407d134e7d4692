package dev.chameleonbot.host.cli;

/** What standard output is connected to. */
final class Terminal {
    private Terminal() {}

    /** Whether it is a terminal, as the launcher has seen, and nobody has asked for no colours (no-color.org). */
    static boolean showsColors() {
        String unwanted = System.getenv("NO_COLOR");
        return Boolean.getBoolean("chameleon.terminal") && (unwanted == null || unwanted.isEmpty());
    }
}
