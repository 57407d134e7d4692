package dev.chameleonbot.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command shows on a terminal, as a picture (SVG) that stays sharp and can be compared as text. It knows the colours of
 * text and bold, and draws the blocks of QR codes as squares.
 */
final class TerminalPicture {
    private static final int CELL_WIDTH = 9;
    private static final int CELL_HEIGHT = 18;
    private static final int MARGIN = 16;
    private static final int BASELINE = 14;

    /** An escape sequence that selects how what follows looks (SGR of ECMA-48); tests write its first character as a word. */
    private static final Pattern SELECTION = Pattern.compile("(?:\u001b|ESC)\\[(?<codes>[0-9;]*)m");

    private static final String BOLD = "fill=\"#ffffff\" font-weight=\"bold\"";
    private static final String PLAIN = "fill=\"#d4d4d8\"";
    private static final Map<String, String> LOOKS = Map.of(
            "1", BOLD,
            "2", "fill=\"#8b8b94\"",
            "31", "fill=\"#f87171\"",
            "32", "fill=\"#4ade80\"",
            "33", "fill=\"#facc15\"",
            "34", "fill=\"#93c5fd\"",
            "35", "fill=\"#f0abfc\"",
            "36", "fill=\"#67e8f9\"");

    private final int columns;
    private final List<String> shapes = new ArrayList<>();
    private int row;
    private int column;
    private String look = PLAIN;

    private TerminalPicture(int columns) {
        this.columns = columns;
    }

    /**
     * Draws what a command shows.
     *
     * @param command what was typed
     * @param output what was shown then, with escape sequences
     * @param columns how wide the terminal is; longer lines go on in the next row
     */
    static String of(String command, String output, int columns) {
        TerminalPicture picture = new TerminalPicture(columns);
        picture.look = BOLD;
        picture.line("$ " + command);
        picture.look = PLAIN;
        output.stripTrailing().lines().forEach(picture::line);
        return picture.svg();
    }

    private void line(String text) {
        Matcher selection = SELECTION.matcher(text);
        int from = 0;
        while (selection.find()) {
            write(text.substring(from, selection.start()));
            String last = selection.group("codes").replaceFirst(".*;", "");
            look = LOOKS.getOrDefault(last, PLAIN);
            from = selection.end();
        }
        write(text.substring(from));
        row++;
        column = 0;
    }

    private void write(String text) {
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (column + run.length() == columns) {
                flush(run);
                row++;
                column = 0;
            }
            if (letter == '█' || letter == '▀' || letter == '▄') {
                flush(run);
                block(letter);
                column++;
            } else {
                run.append(letter);
            }
        }
        flush(run);
    }

    private void flush(StringBuilder run) {
        if (!run.toString().isBlank()) {
            shapes.add("<text x=\"%d\" y=\"%d\" textLength=\"%d\" %s>%s</text>"
                    .formatted(x(), y() + BASELINE, run.length() * CELL_WIDTH, look, escaped(run.toString())));
        }
        column += run.length();
        run.setLength(0);
    }

    private void block(char letter) {
        int top = letter == '▄' ? CELL_HEIGHT / 2 : 0;
        int height = letter == '█' ? CELL_HEIGHT : CELL_HEIGHT / 2;
        shapes.add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>"
                .formatted(x(), y() + top, CELL_WIDTH, height));
    }

    private int x() {
        return MARGIN + column * CELL_WIDTH;
    }

    private int y() {
        return MARGIN + row * CELL_HEIGHT;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String svg() {
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" xml:space="preserve" shape-rendering="crispEdges"\
             font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="15">
            <rect width="100%%" height="100%%" rx="8" fill="#18181b"/>
            %s
            </svg>
            """.formatted(2 * MARGIN + columns * CELL_WIDTH, y() + MARGIN, String.join("\n", shapes));
    }
}
