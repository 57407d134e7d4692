package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QrCodeTest {
    private static final int SCALE = 4;

    @Test
    void canBeReadBackFromWhatIsPrinted() throws Exception {
        String address = "https://www.twitch.tv/activate?device-code=ABCDEFGH";

        assertThat(read(QrCode.of(address, true))).isEqualTo(address);
    }

    @Test
    void isOfLettersAloneWhereATerminalHasNoBlocks() throws Exception {
        String address = "https://www.twitch.tv/activate?device-code=ABCDEFGH";

        String letters = QrCode.of(address, false);

        assertThat(letters).matches("[# \\n]+");
        assertThat(read(blocks(letters))).isEqualTo(address);
    }

    /** The same picture, a square a letter in each direction. */
    private static String blocks(String letters) {
        List<String> lines = new ArrayList<>(letters.lines().toList());
        if (lines.size() % 2 == 1) {
            lines.add("#".repeat(lines.getFirst().length()));
        }
        StringBuilder blocks = new StringBuilder();
        for (int y = 0; y < lines.size(); y += 2) {
            for (int x = 0; x < lines.getFirst().length(); x += 2) {
                boolean upper = lines.get(y).charAt(x) == '#';
                boolean lower = lines.get(y + 1).charAt(x) == '#';
                blocks.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            blocks.append('\n');
        }
        return blocks.toString();
    }

    /** Looks at the text as a camera does: a light block is a light square. */
    private static String read(String text) throws Exception {
        List<String> lines = text.lines().toList();
        int width = lines.getFirst().length() * SCALE;
        int height = lines.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char block = lines.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                boolean light = block == '█' || block == (upper ? '▀' : '▄');
                pixels[y * width + x] = light ? 0xFFFFFF : 0;
            }
        }
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader().decode(picture).getText();
    }
}
