package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.logging.ControlCharacters;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column.Overflow;

/**
 * Rows in columns that are as wide as what is in them. Nothing is ever cut: where a terminal is too narrow, the last
 * columns that may go below their row do so, each in a line of its own.
 */
final class Table {
    private static final int GAP = 2;
    private static final String INDENT = "    ";

    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    /** A table with these columns, and no rows yet. */
    static Table of(Column... columns) {
        return new Table(List.of(columns));
    }

    /**
     * A column.
     *
     * @param right whether it holds numbers or times, which end at the same place
     * @param mayGoBelow whether it may leave a terminal that is too narrow
     */
    record Column(String title, boolean right, boolean mayGoBelow) {
        static Column left(String title) {
            return new Column(title, false, false);
        }

        static Column right(String title) {
            return new Column(title, true, false);
        }

        /** One that goes below its row if it does not fit next to the others. */
        static Column roomy(String title) {
            return new Column(title, false, true);
        }
    }

    /**
     * What stands in one place.
     *
     * @param text the words; characters that would move the cursor are made visible
     */
    record Cell(String text, Tone tone) {
        Cell {
            text = Normalizer.normalize(ControlCharacters.escape(text), Normalizer.Form.NFC);
        }

        static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }

        int width() {
            return DisplayWidth.of(text);
        }

        private Cell endingAt(int end) {
            return new Cell(" ".repeat(end - width()) + text, tone);
        }
    }

    private record Row(List<Cell> cells, List<String> below) {}

    /** Adds a row without colours. */
    void add(String... cells) {
        add(Stream.of(cells).map(Cell::of).toList());
    }

    /** Adds a row; one cell for each column. */
    void add(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(new Row(cells, new ArrayList<>()));
    }

    /** Adds a line below the last row, indented. */
    void below(String line) {
        rows.getLast().below().add(INDENT + ControlCharacters.escape(line));
    }

    /** The lines of the table, the titles first. */
    List<String> lines(Terminal terminal) {
        Help.ColorScheme colors = Help.defaultColorScheme(terminal.ansi());
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        List<Integer> beside = beside(widths, terminal);
        Layout layout = new Layout(
                colors,
                beside.stream()
                        .map(i -> new Help.Column(widths[i] + GAP, 0, Overflow.TRUNCATE))
                        .toArray(Help.Column[]::new));
        layout.addRowValues(texts(i -> new Cell(columns.get(i).title(), Tone.TITLE), beside, widths, colors));
        rows.forEach(row -> layout.addRowValues(texts(row.cells()::get, beside, widths, colors)));
        List<String> laidOut = layout.toString().lines().toList();
        List<String> lines = new ArrayList<>();
        lines.add(laidOut.getFirst());
        for (int i = 0; i < rows.size(); i++) {
            lines.add(laidOut.get(i + 1));
            lines.addAll(gone(rows.get(i), beside, colors));
            lines.addAll(rows.get(i).below());
        }
        return lines;
    }

    private int width(int column) {
        int title = DisplayWidth.of(columns.get(column).title());
        return Math.max(
                title,
                rows.stream()
                        .map(row -> row.cells().get(column))
                        .mapToInt(cell -> Math.max(cell.width(), cell.text().length()))
                        .max()
                        .orElse(0));
    }

    /** Those that stay next to one another: all of them, unless they are wider than the terminal. */
    private List<Integer> beside(int[] widths, Terminal terminal) {
        List<Integer> beside =
                new ArrayList<>(IntStream.range(0, widths.length).boxed().toList());
        int room = terminal.width().orElse(Integer.MAX_VALUE);
        int all = IntStream.of(widths).map(width -> width + GAP).sum() - GAP;
        for (int i = widths.length - 1; i >= 0 && all > room; i--) {
            if (columns.get(i).mayGoBelow()) {
                beside.remove(Integer.valueOf(i));
                all -= widths[i] + GAP;
            }
        }
        return beside;
    }

    private List<String> gone(Row row, List<Integer> beside, Help.ColorScheme colors) {
        return IntStream.range(0, columns.size())
                .filter(i -> !beside.contains(i))
                .filter(i -> !row.cells().get(i).text().isEmpty())
                .mapToObj(i -> INDENT + columns.get(i).title().toLowerCase(Locale.ROOT) + ": "
                        + text(row.cells().get(i), colors))
                .toList();
    }

    private Text[] texts(IntFunction<Cell> cells, List<Integer> beside, int[] widths, Help.ColorScheme colors) {
        return beside.stream()
                .map(i -> text(columns.get(i).right() ? cells.apply(i).endingAt(widths[i]) : cells.apply(i), colors))
                .toArray(Text[]::new);
    }

    private static Text text(Cell cell, Help.ColorScheme colors) {
        // Not the constructor of Text, which would read markup in what others wrote.
        return colors.apply(
                cell.text(),
                cell.tone() == Tone.PLAIN ? List.of() : List.of(cell.tone().style()));
    }

    /** picocli's table; that one pads by characters, so that what follows a wide one would be out of its column. */
    private static final class Layout extends Help.TextTable {
        Layout(Help.ColorScheme colors, Help.Column... columns) {
            super(colors, columns);
        }

        @Override
        public StringBuilder toString(StringBuilder lines) {
            Help.Column[] shown = columns();
            for (int row = 0; row < rowCount(); row++) {
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < shown.length; i++) {
                    Text text = textAt(row, i);
                    line.append(text).repeat(' ', Math.max(0, shown[i].width - DisplayWidth.of(text.plainString())));
                }
                lines.append(line.toString().stripTrailing()).append('\n');
            }
            return lines;
        }
    }
}
