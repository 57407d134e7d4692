package dev.chameleonbot.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The growth in SVG: one panel for each quantity, both axes logarithmic, one line for each subject. */
final class GrowthPlot {
    private static final int WIDTH = 430;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int BOTTOM = 40;
    private static final int LEGEND = 30;

    private final Figures figures;
    private final StringBuilder svg = new StringBuilder();

    GrowthPlot(Figures figures) {
        this.figures = figures;
    }

    String text() {
        List<Growth.Curve> curves = Growth.curves(figures);
        int rows = (curves.size() + 1) / 2;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                2 * WIDTH, rows * HEIGHT + LEGEND);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        int x = LEFT;
        for (Subject subject : figures.subjects()) {
            add("<rect x=\"%d\" y=\"12\" width=\"18\" height=\"4\" fill=\"%s\"/>", x, color(subject));
            add("<text x=\"%d\" y=\"19\">%s</text>", x + 24, subject.label());
            x += 120;
        }
        for (int i = 0; i < curves.size(); i++) {
            panel(curves.get(i), i % 2 * WIDTH, LEGEND + i / 2 * HEIGHT);
        }
        add("</svg>");
        return svg.toString();
    }

    private void panel(Growth.Curve curve, int x, int y) {
        Map<Subject, Map<Integer, Double>> lines = new TreeMap<>();
        for (Subject subject : figures.subjects()) {
            Map<Integer, Double> points = new TreeMap<>();
            for (int accounts : figures.accounts()) {
                figures.summary(subject, accounts, curve.scenario(), curve.metric())
                        .filter(found -> found.median() > 0)
                        .ifPresent(found -> points.put(accounts, found.median()));
            }
            lines.put(subject, points);
        }
        List<Double> heights = new ArrayList<>();
        lines.values().forEach(points -> heights.addAll(points.values()));
        if (heights.isEmpty()) {
            return;
        }
        List<Double> widths =
                figures.accounts().stream().map(Integer::doubleValue).toList();
        Axis across = Axis.over(widths, x + LEFT, x + WIDTH - RIGHT);
        Axis up = Axis.over(heights, y + HEIGHT - BOTTOM, y + TOP);
        add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", x + LEFT, y + TOP - 16, curve.title());
        for (double tick : across.ticks()) {
            add(
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#dddddd\"/>",
                    across.place(tick), y + TOP, y + HEIGHT - BOTTOM);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    across.place(tick), y + HEIGHT - BOTTOM + 16, Axis.label(tick));
        }
        for (double tick : up.ticks()) {
            add(
                    "<line x1=\"%2$d\" x2=\"%3$d\" y1=\"%1$.1f\" y2=\"%1$.1f\" stroke=\"#dddddd\"/>",
                    up.place(tick), x + LEFT, x + WIDTH - RIGHT);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    x + LEFT - 6, up.place(tick) + 4, Axis.label(tick));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">accounts</text>",
                x + (LEFT + WIDTH - RIGHT) / 2, y + HEIGHT - 8);
        lines.forEach((subject, points) -> line(subject, points, across, up));
    }

    private void line(Subject subject, Map<Integer, Double> points, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        points.forEach((accounts, value) -> {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.place(accounts), up.place(value)));
            add(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                    across.place(accounts), up.place(value), color(subject));
        });
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                path.toString().strip(), color(subject));
    }

    private static String color(Subject subject) {
        return switch (subject) {
            case STOCK -> "#b22222";
            case CHAMELEON -> "#2e8b57";
            case FLOOR -> "#4682b4";
            case NODE -> "#b8860b";
        };
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in no library that we use.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
