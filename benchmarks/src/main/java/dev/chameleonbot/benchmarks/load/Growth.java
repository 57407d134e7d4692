package dev.chameleonbot.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is shown against the number of accounts. */
final class Growth {
    private Growth() {}

    /**
     * One quantity.
     *
     * @param title for people
     * @param scenario under which load
     * @param metric which figure
     */
    record Curve(String title, String scenario, Metric metric) {}

    /** RSS, threads, time to live, and CPU per message under the first load in an open loop, or else the first. */
    static List<Curve> curves(Figures figures) {
        List<Curve> curves = new ArrayList<>(List.of(
                new Curve(Metric.RSS_MB.title(), Figure.IDLE, Metric.RSS_MB),
                new Curve(Metric.THREADS.title(), Figure.IDLE, Metric.THREADS),
                new Curve(Metric.TIME_TO_LIVE_MS.title(), Figure.IDLE, Metric.TIME_TO_LIVE_MS)));
        load(figures)
                .ifPresent(scenario -> curves.add(new Curve(
                        Metric.CPU_US_PER_MESSAGE.title() + " (" + scenario + ")",
                        scenario,
                        Metric.CPU_US_PER_MESSAGE)));
        return List.copyOf(curves);
    }

    private static Optional<String> load(Figures figures) {
        List<String> loads = figures.scenarios().stream()
                .filter(name -> !name.equals(Figure.IDLE))
                .toList();
        return loads.stream()
                .filter(name -> Scenario.of(name)
                        .filter(scenario -> scenario.kind() == Scenario.Kind.OPEN)
                        .isPresent())
                .findFirst()
                .or(() -> loads.stream().findFirst());
    }
}
