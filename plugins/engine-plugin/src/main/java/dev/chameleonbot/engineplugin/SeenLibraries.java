package dev.chameleonbot.engineplugin;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libraries that the engine sees in its host: its own, or those of the host where the host's class loaders prefer them.
 * An older one than its own would fail somewhere later, with an error that names neither library nor version.
 */
final class SeenLibraries {
    private static final Logger log = LoggerFactory.getLogger(SeenLibraries.class);
    private static final String LIST = "libraries.properties";
    /** Two numbers of a version; what the third one counts takes no methods away. */
    private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

    private final List<Foreign> foreign;

    private SeenLibraries(List<Foreign> foreign) {
        this.foreign = foreign;
    }

    /**
     * A library of the host's in place of the engine's own.
     *
     * @param name the artifact
     * @param own the version that the engine brings
     * @param found the version of the host's, if its file's name tells
     * @param where the place that its classes come from
     */
    record Foreign(String name, String own, Optional<String> found, String where) {
        static Foreign of(String name, String own, String where) {
            Matcher file = Pattern.compile(".*[/!]" + Pattern.quote(name.replaceFirst("-jvm$", ""))
                            + "(?:-jvm)?-(\\d[^/!]*)\\.jar[/!]*")
                    .matcher(where);
            return new Foreign(name, own, file.matches() ? Optional.of(file.group(1)) : Optional.empty(), where);
        }

        boolean isTooOld() {
            return found.filter(version -> number(version, 1) < number(own, 1)
                            || (number(version, 1) == number(own, 1) && number(version, 2) < number(own, 2)))
                    .isPresent();
        }

        private static int number(String version, int place) {
            Matcher parts = VERSION.matcher(version);
            return parts.matches() && parts.group(place) != null ? Integer.parseInt(parts.group(place)) : 0;
        }

        @Override
        public String toString() {
            return "%s %s from %s (needed is %d.%d or newer)"
                    .formatted(name, found.orElse("of an unknown version"), where, number(own, 1), number(own, 2));
        }
    }

    /** Looks at a class of each library, without running any of it. */
    static SeenLibraries through(ClassLoader own) {
        List<Foreign> foreign = new ArrayList<>();
        new TreeMap<>(list()).forEach((aClass, library) -> {
            String[] nameAndVersion = String.valueOf(library).split(" ", 2);
            where(String.valueOf(aClass), own)
                    .ifPresent(where -> foreign.add(Foreign.of(nameAndVersion[0], nameAndVersion[1], where)));
        });
        return new SeenLibraries(foreign);
    }

    private static Optional<String> where(String aClass, ClassLoader own) {
        try {
            Class<?> type = Class.forName(aClass, false, own);
            return own.equals(type.getClassLoader())
                    ? Optional.empty()
                    : Optional.of(place(type.getProtectionDomain().getCodeSource()));
        } catch (ClassNotFoundException | LinkageError e) {
            log.debug("{} cannot be loaded; the class that needs it reports that", aClass, e);
            return Optional.empty();
        }
    }

    private static String place(@Nullable CodeSource source) {
        return source == null || source.getLocation() == null
                ? "the host"
                : source.getLocation().toExternalForm();
    }

    private static Map<Object, Object> list() {
        Properties list = new Properties();
        try (InputStream in = SeenLibraries.class.getResourceAsStream(LIST)) {
            if (in != null) {
                list.load(in);
            }
        } catch (IOException e) {
            log.warn("The list of the engine's libraries cannot be read; they are not checked", e);
        }
        return list;
    }

    /**
     * Sees to it that the engine's libraries are recent enough.
     *
     * @throws PluginRuntimeException if there is an older one; the message names all of them, and what to do
     */
    void check() {
        if (foreign.stream().anyMatch(Foreign::isTooOld)) {
            throw new PluginRuntimeException(
                    "The host's class loaders prefer the host's libraries, of which the engine cannot use {}. Let"
                            + " plugins load their own classes first (PDA, pf4j's default), or update the host's"
                            + " libraries",
                    named(Foreign::isTooOld));
        }
        if (!foreign.isEmpty()) {
            log.warn(
                    "The host's class loaders prefer the host's libraries; with these the engine was not tested: {}",
                    named(any -> true));
        }
    }

    /** The host's libraries, as the end of a sentence; empty where there are none. */
    String foreign() {
        return foreign.isEmpty() ? "" : "; it sees libraries of the host's: " + named(any -> true);
    }

    private String named(Predicate<Foreign> which) {
        return foreign.stream().filter(which).map(Foreign::toString).collect(Collectors.joining(", "));
    }
}
