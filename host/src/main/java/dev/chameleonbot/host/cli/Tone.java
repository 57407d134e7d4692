package dev.chameleonbot.host.cli;

import picocli.CommandLine.Help.Ansi.Style;

/** How a cell is coloured where there are colours. It only repeats what the words say. */
enum Tone {
    PLAIN(Style.reset),
    TITLE(Style.bold),
    GOOD(Style.fg_green),
    TROUBLE(Style.fg_yellow),
    BAD(Style.fg_red),
    ASIDE(Style.faint);

    private final Style style;

    Tone(Style style) {
        this.style = style;
    }

    Style style() {
        return style;
    }
}
