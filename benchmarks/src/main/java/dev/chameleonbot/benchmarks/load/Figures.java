package dev.chameleonbot.benchmarks.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All figures of a comparison, and what can be asked of them.
 *
 * @param all every figure in the order in which it was measured
 */
record Figures(List<Figure> all) {
    private static final double MUCH = 0.01;
    private static final int ENOUGH_FOR_P999 = 10_000;

    Figures {
        all = List.copyOf(all);
    }

    /** The numbers of accounts, ascending. */
    List<Integer> accounts() {
        return all.stream().map(Figure::accounts).distinct().sorted().toList();
    }

    /** The subjects in their order. */
    List<Subject> subjects() {
        return all.stream().map(Figure::subject).distinct().sorted().toList();
    }

    /** The scenarios in the order in which they were run. */
    List<String> scenarios() {
        return all.stream().map(Figure::scenario).distinct().toList();
    }

    /** The metrics of a scenario, in their order. */
    List<Metric> metrics(String scenario) {
        return all.stream()
                .filter(figure -> figure.scenario().equals(scenario))
                .map(Figure::metric)
                .distinct()
                .sorted()
                .toList();
    }

    /** The repetitions of one value. */
    Optional<Summary> summary(Subject subject, int accounts, String scenario, Metric metric) {
        List<Double> values = new ArrayList<>(
                byRepetition(subject, accounts, scenario, metric).values());
        return values.isEmpty() ? Optional.empty() : Optional.of(Summary.of(values));
    }

    /**
     * How many times as much the first needs as the second: divided within each repetition, since its runs follow one
     * another closely, then summarised. A repetition in which one of them lost much is left out, since the rest of its
     * figures does not tell of the same work; empty where none is left.
     */
    Optional<Summary> ratio(Subject of, Subject to, int accounts, String scenario, Metric metric) {
        if (!metric.hasRatio()) {
            return Optional.empty();
        }
        Map<Integer, Double> above = byRepetition(of, accounts, scenario, metric);
        Map<Integer, Double> below = byRepetition(to, accounts, scenario, metric);
        Set<Integer> unlike = new HashSet<>(lostMuch(of, accounts, scenario));
        unlike.addAll(lostMuch(to, accounts, scenario));
        List<Double> ratios = new ArrayList<>();
        above.forEach((repetition, value) -> {
            double divisor = below.getOrDefault(repetition, 0.0);
            if (divisor > 0 && !unlike.contains(repetition)) {
                ratios.add(value / divisor);
            }
        });
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Summary.of(ratios));
    }

    /** The repetitions in which more than 1 % of its own messages were lost. */
    private Set<Integer> lostMuch(Subject subject, int accounts, String scenario) {
        Map<Integer, Double> own = byRepetition(subject, accounts, scenario, Metric.OWN_MESSAGES);
        Map<Integer, Double> lost = byRepetition(subject, accounts, scenario, Metric.LOST);
        lost.entrySet().removeIf(entry -> entry.getValue() <= MUCH * own.getOrDefault(entry.getKey(), 0.0));
        return lost.keySet();
    }

    /**
     * What one more account costs, by least squares over the medians of all numbers of accounts; empty for fewer than
     * two of these.
     */
    Optional<Double> slope(Subject subject, Metric metric) {
        Map<Integer, Double> points = new TreeMap<>();
        for (int accounts : accounts()) {
            summary(subject, accounts, Figure.IDLE, metric).ifPresent(found -> points.put(accounts, found.median()));
        }
        if (points.size() < 2) {
            return Optional.empty();
        }
        double meanX =
                points.keySet().stream().mapToInt(Integer::intValue).average().orElseThrow();
        double meanY = points.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        double above = 0;
        double below = 0;
        for (Map.Entry<Integer, Double> point : points.entrySet()) {
            above += (point.getKey() - meanX) * (point.getValue() - meanY);
            below += (point.getKey() - meanX) * (point.getKey() - meanX);
        }
        return Optional.of(above / below);
    }

    /** Without those of the 99.9th percentile where fewer than ten messages would be above it. */
    private Map<Integer, Double> byRepetition(Subject subject, int accounts, String scenario, Metric metric) {
        Map<Integer, Double> found = values(subject, accounts, scenario, metric);
        if (metric == Metric.P999_US) {
            Map<Integer, Double> own = values(subject, accounts, scenario, Metric.OWN_MESSAGES);
            Map<Integer, Double> lost = values(subject, accounts, scenario, Metric.LOST);
            found.keySet()
                    .removeIf(repetition ->
                            own.getOrDefault(repetition, 0.0) - lost.getOrDefault(repetition, 0.0) < ENOUGH_FOR_P999);
        }
        return found;
    }

    private Map<Integer, Double> values(Subject subject, int accounts, String scenario, Metric metric) {
        return all.stream()
                .filter(figure -> figure.subject() == subject
                        && figure.accounts() == accounts
                        && figure.scenario().equals(scenario)
                        && figure.metric() == metric)
                .collect(Collectors.toMap(Figure::repetition, Figure::value, (first, second) -> second, TreeMap::new));
    }
}
