package dev.chameleonbot.host.plugins.files;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as OSGi has it, {@code major.minor.micro.qualifier}, of which only the first number must be there; the
 * qualifier is compared as text. Source: OSGi Core Release 8, 3.2.5 "Version" and 3.2.6 "Version Range".
 */
record BundleVersion(int major, int minor, int micro, String qualifier) implements Comparable<BundleVersion> {
    private static final Comparator<BundleVersion> ORDER = Comparator.comparingInt(BundleVersion::major)
            .thenComparingInt(BundleVersion::minor)
            .thenComparingInt(BundleVersion::micro)
            .thenComparing(BundleVersion::qualifier);
    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.([\\w-]+))?)?)?");

    /** Reads a version; throws {@link IllegalArgumentException} if it is none. */
    static BundleVersion parse(String text) {
        Matcher parts = VERSION.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no version");
        }
        return new BundleVersion(
                number(parts.group(1)),
                number(parts.group(2)),
                number(parts.group(3)),
                parts.group(4) == null ? "" : parts.group(4));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether it is in a range such as {@code [0.1,1)}; a version alone means that one and all later ones. */
    boolean isIn(String range) {
        String text = range.strip();
        if (!text.startsWith("[") && !text.startsWith("(")) {
            return compareTo(parse(text)) >= 0;
        }
        int comma = text.indexOf(',');
        if (comma < 0 || !(text.endsWith("]") || text.endsWith(")"))) {
            throw new IllegalArgumentException("'" + range + "' is no range of versions");
        }
        int low = compareTo(parse(text.substring(1, comma)));
        int high = compareTo(parse(text.substring(comma + 1, text.length() - 1)));
        return (text.startsWith("[") ? low >= 0 : low > 0) && (text.endsWith("]") ? high <= 0 : high < 0);
    }

    /** The least version of a range, whether or not it is in it. */
    static BundleVersion leastOf(String range) {
        String text = range.strip();
        boolean isInterval = text.startsWith("[") || text.startsWith("(");
        return parse(isInterval ? text.substring(1, text.indexOf(',')) : text);
    }

    /** Before 1.0 the second number has the part of the first one: source https://semver.org/#spec-item-4. */
    boolean mayBreakWhatWasBuiltFor(BundleVersion other) {
        return major == 0 && (other.major != 0 || other.minor != minor);
    }

    @Override
    public int compareTo(BundleVersion other) {
        return ORDER.compare(this, other);
    }
}
