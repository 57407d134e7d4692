package dev.chameleonbot.benchmarks.load;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * Several repetitions of one value.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least the least
 * @param most the most
 * @param count how many there are
 */
record Summary(double median, double least, double most, int count) {
    /** Summarises at least one value. */
    static Summary of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to summarise");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(median, sorted[0], Arrays.stream(sorted).max().orElseThrow(), sorted.length);
    }

    /** The median, and the spread where there is one. */
    String text(int decimals) {
        String middle = number(median, decimals);
        String low = number(least, decimals);
        String high = number(most, decimals);
        return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
