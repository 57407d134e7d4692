package dev.chameleonbot.host.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("There is one status line in a process.")
final class StatusLineTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void isErasedBeforeALineOfTheLogAndDrawnAnewAfterIt() {
        try (StatusLine line = StatusLine.on(terminal)) {
            line.draw("1 of 2");
            StatusLine.interrupted(() -> terminal.print("INFO something\n"));
            StatusLine.interrupted(() -> terminal.print("INFO more\n"));
            line.draw("2 of 2");
        }

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(ERASE + "1 of 2" + ERASE + "INFO something\nINFO more\n" + ERASE + "2 of 2" + ERASE);
    }

    @Test
    void leavesTheLogAloneWhereThereIsNoneOrItHasEnded() {
        StatusLine.on(terminal).close();
        StatusLine.interrupted(() -> terminal.print("INFO\n"));

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("INFO\n");
    }
}
