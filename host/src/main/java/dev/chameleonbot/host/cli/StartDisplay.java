package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.logging.StatusLine;
import dev.chameleonbot.host.runtime.StartProgress;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far the accounts of a host are: a bar on a terminal while many start, otherwise a line whenever that changes.
 * For one thread. The bar is of ASCII alone, which each terminal has.
 */
final class StartDisplay implements AutoCloseable {
    /** For fewer a line or two say it as well. */
    static final int MANY = 10;

    private static final int LONGEST_BAR = 40;
    private static final int USUAL_WIDTH = 80;

    private final Console console;
    private final int width;
    private @Nullable StatusLine bar;
    private String last = "";

    private StartDisplay(Console console, int width, @Nullable StatusLine bar) {
        this.console = console;
        this.width = width;
        this.bar = bar;
    }

    /** Shows it in lines. */
    static StartDisplay inLines(Console console) {
        return new StartDisplay(console, USUAL_WIDTH, null);
    }

    /** Shows it as a bar until the start is over, and in lines from then on. */
    static StartDisplay asBar(Console console, PrintStream terminal, OptionalInt width) {
        return new StartDisplay(console, width.orElse(USUAL_WIDTH), StatusLine.on(terminal));
    }

    /** Shows it as is best for so many accounts, on what standard error is. */
    static StartDisplay of(int accounts, Console console) {
        return accounts >= MANY && console.hasRemarks() && Terminal.canEraseErrors()
                ? asBar(console, System.err, Terminal.widthOfThisProcess())
                : inLines(console);
    }

    /** Makes room for what stands above the bar. */
    void erase() {
        if (bar != null) {
            bar.erase();
        }
    }

    void show(StartProgress progress) {
        StatusLine drawn = bar;
        if (drawn != null && !progress.isOver()) {
            drawn.draw(drawing(progress));
            return;
        }
        close();
        if (!progress.toString().equals(last)) {
            last = progress.toString();
            console.remark(last);
        }
    }

    private String drawing(StartProgress progress) {
        // The last cell stays free: a terminal may go to the next line after it.
        int length = Math.min(LONGEST_BAR, width - progress.toString().length() - 4);
        if (length < 1) {
            return progress.toString();
        }
        int done = (int) ((long) progress.live() * length / Math.max(1, progress.accounts()));
        return "[" + "#".repeat(done) + ".".repeat(length - done) + "] " + progress;
    }

    /** Leaves nothing of the bar. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
