package dev.chameleonbot.host.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class QrMatrixTest {
    private static final String ADDRESS = "https://www.twitch.tv/activate?device-code=ABCDEFGH";
    private static final int SCALE = 8;

    @Test
    void thePictureHoldsTheAddressAndNothingThatAPageMayNotHave() throws Exception {
        String svg = QrMatrix.of(ADDRESS).svg();

        assertThat(read(svg)).isEqualTo(ADDRESS);
        assertThat(svg)
                .matches("(?s)<svg xmlns=\"http://www\\.w3\\.org/2000/svg\" viewBox=\"0 0 \\d+ \\d+\""
                        + " shape-rendering=\"crispEdges\"><rect width=\"\\d+\" height=\"\\d+\" fill=\"#fff\"/><path"
                        + " d=\"[Mhvz0-9 -]+\" fill=\"#000\"/></svg>");
    }

    @Test
    void whatIsAroundItIsLight() {
        QrMatrix squares = QrMatrix.of(ADDRESS);

        assertThat(squares.isDark(0, 0)).isTrue();
        assertThat(squares.isDark(-1, 0)).isFalse();
        assertThat(squares.isDark(0, squares.size())).isFalse();
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> QrMatrix.of("x".repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Draws what the picture's path says, and looks at it as a camera does. */
    private static String read(String svg) throws Exception {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int edge = Integer.parseInt(box.group(1)) * SCALE;
        int[] pixels = new int[edge * edge];
        Arrays.fill(pixels, 0xFFFFFF);
        for (MatchResult row : Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z")
                .matcher(svg)
                .results()
                .toList()) {
            int x = Integer.parseInt(row.group(1)) * SCALE;
            int y = Integer.parseInt(row.group(2)) * SCALE;
            int width = Integer.parseInt(row.group(3)) * SCALE;
            for (int line = y; line < y + SCALE; line++) {
                Arrays.fill(pixels, line * edge + x, line * edge + x + width, 0);
            }
        }
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(edge, edge, pixels)));
        return new QRCodeReader().decode(picture).getText();
    }
}
