package dev.chameleonbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures of the documents are drawn from what commands show, as the host's tests have it in their golden files. */
final class PicturesTest {
    private static final Path SHOWN = Markdown.REPOSITORY.resolve("host/src/test/golden");
    private static final Path IMAGES = Path.of("images");

    @ParameterizedTest
    @CsvSource({"status, chameleon status, tables/status-100-colored.txt, 100", "setup, chameleon setup, setup.txt, 120"
    })
    void showWhatCommandsShow(String picture, String command, String golden, int columns) throws IOException {
        String shown = Files.readString(SHOWN.resolve(golden));

        Golden.check(IMAGES.resolve(picture + ".svg"), TerminalPicture.of(command, shown, columns));
    }

    @Test
    void areColoredWrappedAndSafe() {
        assertThat(TerminalPicture.of("x", "a\u001b[1;31m<b>\u001b[0mcdefg\n█▄▀\n", 6))
                .contains(">$ x</text>")
                .contains("<text x=\"25\" y=\"48\" textLength=\"27\" fill=\"#f87171\">&lt;b&gt;</text>")
                .contains("<text x=\"52\" y=\"48\" textLength=\"18\" fill=\"#d4d4d8\">cd</text>")
                .contains("<text x=\"16\" y=\"66\" textLength=\"27\" fill=\"#d4d4d8\">efg</text>")
                .contains("<rect x=\"16\" y=\"70\" width=\"9\" height=\"18\" fill=\"#ffffff\"/>")
                .contains("<rect x=\"25\" y=\"79\" width=\"9\" height=\"9\" fill=\"#ffffff\"/>")
                .contains("<rect x=\"34\" y=\"70\" width=\"9\" height=\"9\" fill=\"#ffffff\"/>");
    }
}
