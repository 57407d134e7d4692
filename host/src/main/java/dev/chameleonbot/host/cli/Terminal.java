package dev.chameleonbot.host.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command's standard output goes to: whether people see it on a terminal, how wide that is, and whether it may be
 * coloured. Looked at when something is shown, not at the start.
 *
 * @param width how many cells a line has, on a terminal that says so
 * @param colored whether colours may be used
 */
record Terminal(OptionalInt width, boolean colored) {
    /** No terminal: nothing is coloured, and no line too long. */
    static final Terminal NONE = new Terminal(OptionalInt.empty(), false);

    private static final long PATIENCE_MS = 1_000;

    /** When to use colours. */
    enum Color {
        /** On a terminal, unless {@code NO_COLOR} or {@code TERM=dumb} is set; also where {@code CLICOLOR_FORCE} is. */
        AUTO,
        ALWAYS,
        NEVER;

        /** As people write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The one that this process writes to. */
    static Terminal ofThisProcess(Color color) {
        Map<String, String> environment = System.getenv();
        boolean isTerminal = isThere();
        return new Terminal(
                isTerminal ? width(environment) : OptionalInt.empty(), isColored(color, isTerminal, environment));
    }

    /** Whether standard output is a terminal. The launcher says it: what Java's console says has changed over releases. */
    static boolean isThere() {
        return Boolean.getBoolean("chameleon.terminal");
    }

    /** How wide the terminal of this process is, whichever of its streams goes there. */
    static OptionalInt widthOfThisProcess() {
        return width(System.getenv());
    }

    /** Whether a terminal of standard error is there that can take back a line. */
    static boolean canEraseErrors() {
        return Boolean.getBoolean("chameleon.terminal.errors") && !isDumb(System.getenv());
    }

    static boolean isColored(Color color, boolean isTerminal, Map<String, String> environment) {
        return switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                !isSet("NO_COLOR", environment) && (isForced(environment) || (isTerminal && !isDumb(environment)));
        };
    }

    private static boolean isForced(Map<String, String> environment) {
        return isSet("CLICOLOR_FORCE", environment) && !"0".equals(environment.get("CLICOLOR_FORCE"));
    }

    private static boolean isSet(String variable, Map<String, String> environment) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    private static boolean isDumb(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM"));
    }

    private static OptionalInt width(Map<String, String> environment) {
        OptionalInt said = number(environment.getOrDefault("COLUMNS", ""));
        return said.isPresent() ? said : number(secondWord(sizeByStty()));
    }

    /** "Rows columns" of the terminal that controls this process; empty where there is no such tool. */
    private static String sizeByStty() {
        File terminal = new File("/dev/tty");
        if (!terminal.canRead()) {
            return "";
        }
        Process stty;
        try {
            stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return ""; // Such as a system without stty.
        }
        try {
            return stty.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    ? new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            stty.destroy();
        }
    }

    private static String secondWord(String size) {
        int space = size.indexOf(' ');
        return space < 0 ? "" : size.substring(space + 1).strip();
    }

    /** A width; none where it is no number or makes no sense: a terminal that does not know its size says 0. */
    static OptionalInt number(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    Ansi ansi() {
        return colored ? Ansi.ON : Ansi.OFF;
    }

    /** Whether standard output has these characters. */
    static boolean canShow(String text) {
        String name = System.getProperty("stdout.encoding", "UTF-8");
        return !Charset.isSupported(name) || Charset.forName(name).newEncoder().canEncode(text);
    }
}
