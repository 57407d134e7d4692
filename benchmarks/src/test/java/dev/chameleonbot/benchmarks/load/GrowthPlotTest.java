package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GrowthPlotTest {
    private final List<Figure> all = new ArrayList<>();

    private Document plot() throws Exception {
        String svg = new GrowthPlot(new Figures(all)).text();
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private void add(Subject subject, int accounts, String scenario, Metric metric, double value) {
        all.add(new Figure(subject, accounts, scenario, 1, metric, value));
    }

    @Test
    void drawsALineForEachSubjectInEachPanel() throws Exception {
        for (Subject subject : Subject.values()) {
            for (int accounts : List.of(1, 100, 5000)) {
                add(subject, accounts, Figure.IDLE, Metric.RSS_MB, 100 + accounts);
                add(subject, accounts, Figure.IDLE, Metric.THREADS, 40);
                add(subject, accounts, Figure.IDLE, Metric.TIME_TO_LIVE_MS, 500);
                add(subject, accounts, "closed-8", Metric.CPU_US_PER_MESSAGE, 60);
                add(subject, accounts, "own-200", Metric.CPU_US_PER_MESSAGE, 80);
            }
        }
        Document svg = plot();
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4 * Subject.values().length);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4 * Subject.values().length * 3);
        assertThat(svg.getDocumentElement().getTextContent()).contains("CPU per message, µs (own-200)");
    }

    @Test
    void leavesOutWhatWasNotMeasured() throws Exception {
        add(Subject.FLOOR, 2, Figure.IDLE, Metric.RSS_MB, 100);
        add(Subject.FLOOR, 2, Figure.IDLE, Metric.THREADS, 0);
        assertThat(plot().getElementsByTagName("polyline").getLength()).isEqualTo(1);
    }
}
