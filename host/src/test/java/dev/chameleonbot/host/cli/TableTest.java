package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chameleonbot.host.cli.Table.Cell;
import dev.chameleonbot.host.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableTest {
    private final Table table = Table.of(
            Column.left("NAME"), Column.right("COUNT"), Column.roomy("WHAT IT DOES"), Column.roomy("LAST ERROR"));

    @Test
    void columnsAreAsWideAsWhatIsInThemAndNumbersEndAtTheSamePlace() {
        table.add("alice", "7", "changing on", "");
        table.add("bob_the_second", "12,345", "", "The connection was lost");

        assertThat(table.lines(Terminal.NONE))
                .containsExactly(
                        "NAME             COUNT  WHAT IT DOES  LAST ERROR",
                        "alice                7  changing on",
                        "bob_the_second  12,345                The connection was lost");
    }

    @Test
    void nothingIsCutWhereATerminalIsTooNarrowButGoesBelow() {
        table.add("alice", "7", "changing on", "The connection was lost");
        table.below("-> Wait.");
        table.add("bob", "8", "", "");

        assertThat(table.lines(wide(58))).first().isEqualTo("NAME   COUNT  WHAT IT DOES  LAST ERROR");
        assertThat(table.lines(wide(30)))
                .containsExactly(
                        "NAME   COUNT  WHAT IT DOES",
                        "alice      7  changing on",
                        "    last error: The connection was lost",
                        "    -> Wait.",
                        "bob        8");
        assertThat(table.lines(wide(5)))
                .as("what may not go below stays")
                .containsExactly(
                        "NAME   COUNT",
                        "alice      7",
                        "    what it does: changing on",
                        "    last error: The connection was lost",
                        "    -> Wait.",
                        "bob        8");
    }

    @Test
    void aNameInAnyScriptKeepsTheColumnsInPlace() {
        Table scripts = Table.of(Column.left("NAME"), Column.left("STATE"));
        scripts.add("日本語", "wide");
        scripts.add("éa\u0308\u0323x", "combined");
        scripts.add("🦎", "emoji");
        scripts.add("name", "narrow");

        assertThat(scripts.lines(Terminal.NONE))
                .allSatisfy(line -> assertThat(DisplayWidth.of(line.substring(0, line.lastIndexOf(' ') + 1)))
                        .isEqualTo(8));
    }

    @Test
    void whatOthersWroteCanNeitherMoveTheCursorNorChangeColours() {
        table.add("a\u001b[2J", "1", "@|red x|@\nFORGED", "\u202egnorw");
        table.below("-> \u001b]0;title\u0007");

        assertThat(table.lines(Terminal.NONE).subList(1, 3))
                .containsExactly(
                        "a\\u001b[2J      1  @|red x|@\\nFORGED  \\u202egnorw", "    -> \\u001b]0;title\\u0007");
    }

    @Test
    void coloursOnlyRepeatWhatTheWordsSay() {
        table.add(List.of(
                new Cell("alice", Tone.GOOD),
                Cell.of("1"),
                new Cell("waiting", Tone.TROUBLE),
                new Cell("x", Tone.BAD)));

        List<String> colored = table.lines(new Terminal(OptionalInt.empty(), true));

        assertThat(colored.get(1)).contains("\u001b[32malice\u001b[", "\u001b[33mwaiting", "\u001b[31mx");
        assertThat(colored.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .map(String::stripTrailing)
                .containsExactlyElementsOf(table.lines(Terminal.NONE));
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatIllegalArgumentException().isThrownBy(() -> table.add("alone"));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, true, , true",
        "AUTO, false, , false",
        "AUTO, true, NO_COLOR=1, false",
        "AUTO, true, NO_COLOR=, true",
        "AUTO, true, TERM=dumb, false",
        "AUTO, false, CLICOLOR_FORCE=1, true",
        "AUTO, false, CLICOLOR_FORCE=0, false",
        "ALWAYS, false, NO_COLOR=1, true",
        "NEVER, true, CLICOLOR_FORCE=1, false",
    })
    void coloursAreForTerminalsUnlessSomebodySaysOtherwise(
            Terminal.Color color, boolean isTerminal, String variable, boolean expected) {
        Map<String, String> environment =
                variable == null ? Map.of() : Map.of(variable.split("=", -1)[0], variable.split("=", -1)[1]);

        assertThat(Terminal.isColored(color, isTerminal, environment)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"80, 80", "0, -1", "'', -1", "eighty, -1", "999999, -1"})
    void aWidthIsANumberThatMakesSense(String said, int expected) {
        assertThat(Terminal.number(said).orElse(-1)).isEqualTo(expected);
    }

    private static Terminal wide(int width) {
        return new Terminal(OptionalInt.of(width), false);
    }
}
