package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.runtime.StartProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

@Isolated("There is one status line in a process.")
final class StartDisplayTest {
    private static final Pattern ERASED = Pattern.compile("\r\u001b\\[K");

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Console console = Console.of(new CommandLine(new StatusCommand())
            .setOut(new PrintWriter(out, true))
            .getCommandSpec());

    @Test
    void aBarGrowsAndGivesWayToALineWhenNothingIsLeftToWaitFor() {
        try (StartDisplay display = bar(80)) {
            display.show(new StartProgress(100, 0, 0));
            display.show(new StartProgress(100, 50, 1));
            display.show(new StartProgress(100, 99, 1));
            display.show(new StartProgress(100, 99, 1));
            display.show(new StartProgress(100, 98, 1));
        }

        assertThat(drawn())
                .containsExactly(
                        "[" + ".".repeat(40) + "] live 0/100",
                        "[" + "#".repeat(20) + ".".repeat(20) + "] live 50/100, 1 needs attention",
                        "");
        assertThat(out.toString().lines())
                .as("once, and from then on in lines")
                .containsExactly("live 99/100, 1 needs attention", "live 98/100, 1 needs attention");
    }

    @Test
    void aNarrowTerminalGetsAShorterBarOrNone() {
        try (StartDisplay display = bar(24)) {
            display.show(new StartProgress(100, 50, 0));
        }
        try (StartDisplay display = bar(10)) {
            display.show(new StartProgress(100, 50, 0));
        }

        assertThat(drawn()).containsExactly("[####.....] live 50/100", "", "live 50/100", "");
        assertThat(drawn()).allMatch(line -> line.length() < 24);
    }

    @Test
    void nothingOfABarIsLeftWhereTheStartIsBrokenOff() {
        try (StartDisplay display = bar(80)) {
            display.show(new StartProgress(100, 50, 0));
        }

        assertThat(terminal.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[K");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutATerminalItIsLines() {
        try (StartDisplay display = StartDisplay.of(500, console)) {
            display.show(new StartProgress(500, 1, 0));
            display.show(new StartProgress(500, 1, 0));
            display.show(new StartProgress(500, 500, 0));
        }

        assertThat(out.toString().lines()).containsExactly("live 1/500", "live 500/500");
    }

    private StartDisplay bar(int width) {
        return StartDisplay.asBar(
                console, new PrintStream(terminal, true, StandardCharsets.UTF_8), OptionalInt.of(width));
    }

    private List<String> drawn() {
        List<String> parts = List.of(ERASED.split(terminal.toString(StandardCharsets.UTF_8), -1));
        return parts.subList(1, parts.size());
    }
}
