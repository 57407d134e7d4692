package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final List<Figure> all = new ArrayList<>();

    private void add(Subject subject, int accounts, int repetition, Metric metric, double value) {
        all.add(new Figure(subject, accounts, Figure.IDLE, repetition, metric, value));
    }

    @Test
    void ratiosAreTakenWithinEachRepetition() {
        add(Subject.CHAMELEON, 10, 1, Metric.RSS_MB, 10);
        add(Subject.FLOOR, 10, 1, Metric.RSS_MB, 5);
        add(Subject.CHAMELEON, 10, 2, Metric.RSS_MB, 100);
        add(Subject.FLOOR, 10, 2, Metric.RSS_MB, 100);
        add(Subject.CHAMELEON, 10, 3, Metric.RSS_MB, 30);
        add(Subject.FLOOR, 10, 3, Metric.RSS_MB, 10);
        assertThat(new Figures(all).ratio(Subject.CHAMELEON, Subject.FLOOR, 10, Figure.IDLE, Metric.RSS_MB))
                .contains(new Summary(2, 1, 3, 3));
    }

    @Test
    void whatCannotBeDividedHasNoRatio() {
        add(Subject.CHAMELEON, 10, 1, Metric.RSS_MB, 10);
        add(Subject.FLOOR, 10, 2, Metric.RSS_MB, 5);
        add(Subject.CHAMELEON, 10, 1, Metric.THREADS, 10);
        add(Subject.FLOOR, 10, 1, Metric.THREADS, 0);
        add(Subject.CHAMELEON, 10, 1, Metric.LOST, 1);
        add(Subject.FLOOR, 10, 1, Metric.LOST, 1);
        Figures figures = new Figures(all);
        for (Metric metric : List.of(Metric.RSS_MB, Metric.THREADS, Metric.LOST)) {
            assertThat(figures.ratio(Subject.CHAMELEON, Subject.FLOOR, 10, Figure.IDLE, metric))
                    .isEmpty();
        }
    }

    @Test
    void whoLosesMuchIsNotComparedWithWhoDoesTheWork() {
        for (Subject subject : Subject.values()) {
            add(subject, 10, 1, Metric.CPU_US_PER_MESSAGE, 100);
            add(subject, 10, 1, Metric.OWN_MESSAGES, 1000);
        }
        add(Subject.STOCK, 10, 1, Metric.LOST, 11);
        add(Subject.CHAMELEON, 10, 1, Metric.LOST, 0);
        add(Subject.FLOOR, 10, 1, Metric.LOST, 10);
        Figures figures = new Figures(all);
        assertThat(figures.ratio(Subject.CHAMELEON, Subject.STOCK, 10, Figure.IDLE, Metric.CPU_US_PER_MESSAGE))
                .isEmpty();
        assertThat(figures.ratio(Subject.CHAMELEON, Subject.FLOOR, 10, Figure.IDLE, Metric.CPU_US_PER_MESSAGE))
                .contains(new Summary(1, 1, 1, 1));
    }

    @Test
    void onlyTheRepetitionsInWhichOneLostMuchAreLeftOut() {
        for (int repetition = 1; repetition <= 3; repetition++) {
            for (Subject subject : List.of(Subject.CHAMELEON, Subject.STOCK)) {
                add(subject, 10, repetition, Metric.OWN_MESSAGES, 1000);
            }
            add(Subject.CHAMELEON, 10, repetition, Metric.CPU_US_PER_MESSAGE, 100 * repetition);
            add(Subject.STOCK, 10, repetition, Metric.CPU_US_PER_MESSAGE, 100);
        }
        add(Subject.STOCK, 10, 1, Metric.LOST, 0);
        add(Subject.STOCK, 10, 2, Metric.LOST, 900);
        add(Subject.STOCK, 10, 3, Metric.LOST, 0);
        Figures figures = new Figures(all);
        assertThat(figures.ratio(Subject.CHAMELEON, Subject.STOCK, 10, Figure.IDLE, Metric.CPU_US_PER_MESSAGE))
                .contains(new Summary(2, 1, 3, 2));

        add(Subject.CHAMELEON, 10, 1, Metric.LOST, 900);
        add(Subject.CHAMELEON, 10, 2, Metric.LOST, 0);
        add(Subject.CHAMELEON, 10, 3, Metric.LOST, 900);
        assertThat(new Figures(all).ratio(Subject.CHAMELEON, Subject.STOCK, 10, Figure.IDLE, Metric.CPU_US_PER_MESSAGE))
                .isEmpty();
    }

    @Test
    void theCostOfAnAccountIsTheSlopeOfTheLineThroughAllPoints() {
        for (int accounts : List.of(1, 100, 1000)) {
            add(Subject.STOCK, accounts, 1, Metric.RSS_MB, 150 + 0.5 * accounts);
        }
        assertThat(new Figures(all).slope(Subject.STOCK, Metric.RSS_MB).orElseThrow())
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void onePointHasNoSlope() {
        add(Subject.STOCK, 1, 1, Metric.RSS_MB, 150);
        assertThat(new Figures(all).slope(Subject.STOCK, Metric.RSS_MB)).isEmpty();
    }
}
