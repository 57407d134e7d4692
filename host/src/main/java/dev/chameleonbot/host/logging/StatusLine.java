package dev.chameleonbot.host.logging;

import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One line at the bottom of a terminal that is drawn again and again, such as how far a start is. Nothing of the terminal is
 * changed for it but that line, so that nothing has to be restored, however the program ends.
 *
 * <p>Drawn by one thread; any thread may log meanwhile. The lock guards what stands on the terminal: a line of the log is
 * written under it, after the status line was erased, and the next drawing shows that one again. Without a status line
 * nothing is locked.
 */
public final class StatusLine implements AutoCloseable {
    private static final ReentrantLock lock = new ReentrantLock();
    private static volatile @Nullable StatusLine shown;

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private boolean isDrawn;

    private StatusLine(PrintStream terminal) {
        this.terminal = terminal;
    }

    /**
     * Begins one; there is one at a time.
     *
     * @param terminal standard error, which is a terminal
     * @return the line, not drawn yet
     */
    public static StatusLine on(PrintStream terminal) {
        StatusLine line = new StatusLine(terminal);
        shown = line;
        return line;
    }

    /**
     * Draws it, in place of what was drawn before.
     *
     * @param text its text; shorter than the terminal is wide
     */
    public void draw(String text) {
        lock.lock();
        try {
            terminal.print(ERASE + text);
            terminal.flush();
            isDrawn = true;
        } finally {
            lock.unlock();
        }
    }

    public void erase() {
        lock.lock();
        try {
            if (isDrawn) {
                terminal.print(ERASE);
                terminal.flush();
                isDrawn = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Erases it permanently. */
    @Override
    public void close() {
        erase();
        shown = null;
    }

    /** Writes something that belongs above it. */
    static void interrupted(Runnable write) {
        StatusLine line = shown;
        if (line == null) {
            write.run();
            return;
        }
        lock.lock();
        try {
            line.erase();
            write.run();
        } finally {
            lock.unlock();
        }
    }
}
