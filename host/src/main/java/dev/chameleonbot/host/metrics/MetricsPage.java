package dev.chameleonbot.host.metrics;

import dev.chameleonbot.host.runtime.BotHost;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A host's figures as Prometheus reads them. They are read when they are asked for, and nothing of it is loaded before that.
 *
 * <p>Neither channels nor viewers are ever named; accounts are where somebody asks for that.
 */
public final class MetricsPage {
    private MetricsPage() {}

    /** How they are written. */
    public enum Format {
        /** The text format of Prometheus, for people and everything that reads it. */
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
        /** OpenMetrics 1.0. */
        OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";
        private static final String TEXT_TYPE = "text/plain";

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        /** The value of the header {@code Content-Type}. */
        public String contentType() {
            return contentType;
        }

        /**
         * What a client wants.
         *
         * @param accept the value of its header {@code Accept}; empty where it has none
         * @return OpenMetrics where it takes that at least as gladly as text, else the text format
         */
        public static Format preferred(String accept) {
            Optional<Double> openMetrics = weight(accept, OPEN_METRICS_TYPE);
            double text = weight(accept, TEXT_TYPE).orElse(0.0);
            return openMetrics.filter(weight -> weight > 0 && weight >= text).isPresent() ? OPEN_METRICS : PROMETHEUS;
        }

        /** How gladly a type is taken, from 0 to 1; empty where it is not named. Source: RFC 9110, 12.5.1. */
        private static Optional<Double> weight(String accept, String type) {
            Optional<Double> best = Optional.empty();
            for (String range : accept.split(",", -1)) {
                String[] parts = range.split(";", -1);
                if (parts[0].strip().equalsIgnoreCase(type)) {
                    double weight = weight(parts);
                    best = Optional.of(Math.max(weight, best.orElse(0.0)));
                }
            }
            return best;
        }

        private static double weight(String[] parts) {
            for (String part : parts) {
                String parameter = part.strip();
                if (parameter.startsWith("q=")) {
                    try {
                        return Double.parseDouble(parameter.substring(2));
                    } catch (NumberFormatException e) {
                        return 0; // Not understandable.
                    }
                }
            }
            return 1;
        }
    }

    /**
     * Reads the figures of a host and writes them.
     *
     * @param perAccount whether figures of each account are wanted too: some lines for each
     * @param out where to; it is not closed
     * @throws IOException if nothing can be written there
     */
    public static void write(BotHost host, Format format, boolean perAccount, OutputStream out) throws IOException {
        Exposition.write(HostFigures.of(host), format, perAccount, out);
    }
}
