package dev.chameleonbot.host.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A header of an OSGi bundle that names packages, {@code Import-Package} or {@code Export-Package}: clauses with commas
 * between them, each of names, directives ({@code name:=value}) and attributes ({@code name=value}) with semicolons between
 * them. Source: OSGi Core Release 8, 3.2.4 "Common Header Syntax".
 */
final class BundleHeader {
    private final Map<String, Clause> packages = new LinkedHashMap<>();

    /** What is said of a package. */
    record Clause(Optional<String> version) {}

    private BundleHeader() {}

    /** Reads a header; what is odd in it is left out, as it is for whoever wrote it to mend. */
    static BundleHeader parse(String header) {
        BundleHeader parsed = new BundleHeader();
        for (String clause : split(header, ',')) {
            List<String> names = new ArrayList<>();
            Optional<String> version = Optional.empty();
            for (String part : split(clause, ';')) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    names.add(part.strip());
                    continue;
                }
                String name = part.substring(0, equals).strip();
                String value = unquoted(part.substring(equals + 1).strip());
                if (name.equals("version")) {
                    version = Optional.of(value);
                }
            }
            Clause said = new Clause(version);
            names.forEach(name -> parsed.packages.put(name, said));
        }
        return parsed;
    }

    /** The packages that it names. */
    Map<String, Clause> packages() {
        return packages;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
