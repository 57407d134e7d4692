package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.pf4j.DefaultVersionManager;

/**
 * Whether a plugin was built for a plugin API like that of this host. The plugin's {@code Import-Package} has the range of
 * versions that fits it, and the API's {@code Export-Package} has its version; bnd has written both. Before 1.0, where
 * bnd's range reaches up to 1, another second number is a break too. And {@code Plugin-Requires} may name versions of the
 * API as a whole, by the rules of pf4j. A plugin without such a header is taken as it is.
 */
public final class ApiRange {
    private static final Module API = ChatBehaviour.class.getModule();
    private static final String ANY_VERSION = "0.0.0";

    /** What separates parts of a header; not within quotation marks. */
    private static final String UNQUOTED = "(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    /** The packages of the API, with their versions where they have one. */
    private final Map<String, Optional<String>> exported;

    private ApiRange(Map<String, Optional<String>> exported) {
        this.exported = exported;
    }

    /** Of this host's plugin API; where that is no bundle, every plugin fits. */
    public static ApiRange ofThisHost() {
        try (InputStream manifest = API.getResourceAsStream(JarFile.MANIFEST_NAME)) {
            return of(manifest == null ? new Manifest() : new Manifest(manifest));
        } catch (IOException e) {
            throw new IllegalStateException("The manifest of the plugin API cannot be read", e);
        }
    }

    /** Of a plugin API whose jar has this manifest. */
    public static ApiRange of(Manifest api) {
        String header = api.getMainAttributes().getValue("Export-Package");
        return new ApiRange(packages(header == null ? "" : header));
    }

    /**
     * Reads a header that names packages: clauses with commas between them, each of names, directives ({@code name:=value})
     * and attributes ({@code name=value}) with semicolons between them. Source: OSGi Core Release 8, 3.2.4 "Common Header
     * Syntax". What is odd in it is left out, as it is for its author to correct.
     */
    static Map<String, Optional<String>> packages(String header) {
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        for (String clause : header.split("," + UNQUOTED, -1)) {
            List<String> parts = Arrays.stream(clause.split(";" + UNQUOTED, -1))
                    .map(String::strip)
                    .toList();
            Optional<String> version = parts.stream()
                    .filter(part -> part.matches("version\\s*=.*"))
                    .map(part -> part.replaceFirst("version\\s*=\\s*", "").replaceFirst("^\"(.*)\"$", "$1"))
                    .findFirst();
            parts.stream().filter(part -> !part.contains("=")).forEach(name -> found.put(name, version));
        }
        return found;
    }

    /**
     * The version of the plugin API, without the qualifier of a build between releases, which would put it before the
     * release. Where the API is not a module its version is not known, and every plugin is let in.
     */
    public static String version() {
        return Optional.ofNullable(API.getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .map(version -> version.replaceFirst("[-+].*", ""))
                .orElse(ANY_VERSION);
    }

    /** Looks for what does not fit. */
    public Optional<String> mismatch(PluginFile plugin) {
        Optional<String> required = unmetRequirement(plugin.manifest().getRequires());
        if (required.isPresent()) {
            return required;
        }
        Map<String, Optional<String>> imported = packages(plugin.imports());
        for (Map.Entry<String, Optional<String>> one : exported.entrySet()) {
            Optional<String> wanted = imported.getOrDefault(one.getKey(), Optional.empty());
            if (wanted.isEmpty() || one.getValue().isEmpty()) {
                continue;
            }
            Optional<Boolean> fits = fits(wanted.get(), one.getValue().get());
            if (fits.isEmpty()) {
                return Optional.of("says in its manifest (Import-Package) that it is for " + one.getKey() + " '"
                        + wanted.get() + "', which is no version and no range of such");
            }
            if (!fits.get()) {
                return Optional.of("was built for " + one.getKey() + " "
                        + wanted.get() + ", but this host has "
                        + one.getValue().get()
                        + "; take a version of the plugin that is for this host");
            }
        }
        return Optional.empty();
    }

    /** As pf4j understands it, for which a version alone means that one and all later ones. */
    private static Optional<String> unmetRequirement(String requires) {
        String range = requires.strip().matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires.strip() : requires.strip();
        try {
            return version().equals(ANY_VERSION) || new DefaultVersionManager().checkVersionConstraint(version(), range)
                    ? Optional.empty()
                    : Optional.of("is for version " + requires + " of the plugin API; this host has " + version());
        } catch (RuntimeException e) { // It is none.
            return Optional.of("says in its manifest (Plugin-Requires) that it is for version '" + requires
                    + "' of the plugin API, which is no version and no range of such");
        }
    }

    /** Whether the version that is there is in the wanted range; empty if that is none. */
    private static Optional<Boolean> fits(String range, String there) {
        BundleVersion version = BundleVersion.parse(there);
        try {
            return Optional.of(version.isIn(range) && !version.mayBreakWhatWasBuiltFor(BundleVersion.leastOf(range)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
