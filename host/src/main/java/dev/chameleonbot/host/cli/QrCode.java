package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.setup.QrMatrix;

/** A QR code as text: two rows of squares a line, light on dark, as terminals mostly are dark. */
final class QrCode {
    /** A quiet zone of four squares is the standard's; two are enough for cameras, and the code stays small. */
    private static final int QUIET_ZONE = 2;

    static final String BLOCKS = "█▀▄";

    private QrCode() {}

    /** With half blocks, or in letters alone and twice as large where a terminal has no such characters. */
    static String of(String text, boolean hasBlocks) {
        QrMatrix squares = QrMatrix.of(text);
        return hasBlocks ? halfBlocks(squares) : letters(squares);
    }

    private static String halfBlocks(QrMatrix squares) {
        int end = squares.size() + QUIET_ZONE;
        StringBuilder lines = new StringBuilder();
        for (int y = -QUIET_ZONE; y < end; y += 2) {
            for (int x = -QUIET_ZONE; x < end; x++) {
                boolean upper = !squares.isDark(x, y);
                boolean lower = !squares.isDark(x, y + 1);
                lines.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String letters(QrMatrix squares) {
        int end = squares.size() + QUIET_ZONE;
        StringBuilder lines = new StringBuilder();
        for (int y = -QUIET_ZONE; y < end; y++) {
            for (int x = -QUIET_ZONE; x < end; x++) {
                lines.append(squares.isDark(x, y) ? "  " : "##");
            }
            lines.append('\n');
        }
        return lines.toString();
    }
}
