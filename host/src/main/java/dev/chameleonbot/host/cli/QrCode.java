package dev.chameleonbot.host.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/** A QR code as text: two rows of squares a line, light on dark, as terminals mostly are dark. */
final class QrCode {
    /** A quiet zone of four squares is the standard's; two are enough for cameras, and the code stays small. */
    private static final int QUIET_ZONE = 2;

    static final String BLOCKS = "█▀▄";

    private QrCode() {}

    /** With half blocks, or in letters alone and twice as large where a terminal has no such characters. */
    static String of(String text, boolean hasBlocks) {
        BitMatrix squares;
        try {
            squares = new QRCodeWriter()
                    .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET_ZONE));
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a QR code", e);
        }
        return hasBlocks ? halfBlocks(squares) : letters(squares);
    }

    private static String halfBlocks(BitMatrix squares) {
        StringBuilder lines = new StringBuilder();
        for (int y = 0; y < squares.getHeight(); y += 2) {
            for (int x = 0; x < squares.getWidth(); x++) {
                boolean upper = !squares.get(x, y);
                boolean lower = y + 1 >= squares.getHeight() || !squares.get(x, y + 1);
                lines.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String letters(BitMatrix squares) {
        StringBuilder lines = new StringBuilder();
        for (int y = 0; y < squares.getHeight(); y++) {
            for (int x = 0; x < squares.getWidth(); x++) {
                lines.append(squares.get(x, y) ? "  " : "##");
            }
            lines.append('\n');
        }
        return lines.toString();
    }
}
