package dev.chameleonbot.benchmarks.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis of a plot, wide enough for 1, 2 or 5 times a power of ten at both ends.
 *
 * @param least the value at its beginning
 * @param most the value at its end
 * @param from where it begins
 * @param to where it ends
 */
record Axis(double least, double most, double from, double to) {
    private static final double[] STEPS = {1, 2, 5};

    /** An axis over positive values. */
    static Axis over(Collection<Double> values, double from, double to) {
        double least = Collections.min(values);
        double most = Collections.max(values);
        return new Axis(down(least), Math.max(up(most), up(down(least) * 1.01)), from, to);
    }

    double place(double value) {
        return from + (to - from) * Math.log(value / least) / Math.log(most / least);
    }

    /** The values to write at it: its ends and what is round between them. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        boolean wide = most / least > 1_000;
        for (double tick = least; tick <= most * 1.001; tick = up(tick * 1.01)) {
            boolean decade = Math.abs(Math.log10(tick) - Math.rint(Math.log10(tick))) < 1e-9;
            if (!wide || decade) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    static String label(double value) {
        return value >= 1 ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static double down(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double found = decade;
        for (double step : STEPS) {
            if (step * decade <= value * 1.000_001) {
                found = step * decade;
            }
        }
        return found;
    }

    private static double up(double value) {
        double below = down(value);
        if (below >= value * 0.999_999) {
            return below;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : STEPS) {
            if (step * decade >= value) {
                return step * decade;
            }
        }
        return decade * 10;
    }
}
