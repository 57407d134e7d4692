package dev.chameleonbot.host.setup;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/** The squares of a QR code, such as that of an address to log in at; drawn on a terminal, or by a browser. Immutable. */
public record QrMatrix(BitMatrix squares) {
    /** What the standard wants around a code, in squares; ISO/IEC 18004, 5.3.8. */
    private static final int QUIET_ZONE = 4;

    /**
     * The code of a text.
     *
     * @throws IllegalArgumentException if the text is too long for one
     */
    public static QrMatrix of(String text) {
        try {
            return new QrMatrix(
                    new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 0)));
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text is too long for a QR code", e);
        }
    }

    /** How many squares it has in each direction, the quiet zone around it not counted. */
    public int size() {
        return squares.getWidth();
    }

    /**
     * Whether a square is dark; those around the code are not.
     *
     * @param x the square's place from the left, from 0
     */
    public boolean isDark(int x, int y) {
        return x >= 0 && y >= 0 && x < size() && y < size() && squares.get(x, y);
    }

    /**
     * The code as a picture with its quiet zone: dark on light on any background, as cameras need it.
     *
     * @return an SVG document without styles and scripts
     */
    public String svg() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < size(); y++) {
            for (int x = 0; x < size(); x++) {
                int from = x;
                while (isDark(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M')
                            .append(from + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        int edge = size() + 2 * QUIET_ZONE;
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
            <rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s" fill="#000"/></svg>\
            """.formatted(edge, path);
    }
}
