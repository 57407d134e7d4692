package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Whether a plugin was built for a plugin API like that of this host. The plugin's {@code Import-Package} has the range of
 * versions that fits it, and the API's {@code Export-Package} has its version; bnd has written both. Before 1.0, where
 * bnd's range reaches up to 1, another second number is a break too. A plugin without such a header is taken as it is.
 */
final class ApiRange {
    private static final String EXPORT = "Export-Package";
    private static final String IMPORT = "Import-Package";

    private final BundleHeader api;

    private ApiRange(BundleHeader api) {
        this.api = api;
    }

    /** Of this host's plugin API; where that is no bundle, every plugin fits. */
    static ApiRange ofThisHost() {
        try (InputStream manifest = LayeredPlugins.API.getResourceAsStream(JarFile.MANIFEST_NAME)) {
            return of(manifest == null ? new Manifest() : new Manifest(manifest));
        } catch (IOException e) {
            throw new IllegalStateException("The manifest of the plugin API cannot be read", e);
        }
    }

    /** Of a plugin API whose jar has this manifest. */
    static ApiRange of(Manifest api) {
        return new ApiRange(header(api, EXPORT));
    }

    /**
     * Looks for what does not fit.
     *
     * @param jar the plugin's jar
     * @return what is wrong, in words that follow the plugin's name; empty if it fits
     */
    Optional<String> mismatch(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Map<String, BundleHeader.Clause> imported =
                    header(file.getManifest(), IMPORT).packages();
            for (Map.Entry<String, BundleHeader.Clause> exported :
                    api.packages().entrySet()) {
                BundleHeader.Clause wanted = imported.get(exported.getKey());
                if (wanted == null) {
                    continue;
                }
                Optional<Boolean> fits = fits(wanted, exported.getValue());
                if (fits.isEmpty()) {
                    return Optional.of("says in its manifest (Import-Package) that it is for " + exported.getKey()
                            + " '" + wanted.version().orElseThrow() + "', which is no version and no range of such");
                }
                if (!fits.get()) {
                    return Optional.of("was built for " + exported.getKey() + " "
                            + wanted.version().orElseThrow() + ", but this host has "
                            + exported.getValue().version().orElseThrow()
                            + "; take a version of the plugin that is for this host");
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the version that is there is in the wanted range; empty if that is none. */
    private static Optional<Boolean> fits(BundleHeader.Clause wanted, BundleHeader.Clause there) {
        if (wanted.version().isEmpty() || there.version().isEmpty()) {
            return Optional.of(true);
        }
        BundleVersion version = BundleVersion.parse(there.version().get());
        try {
            String range = wanted.version().get();
            return Optional.of(version.isIn(range) && !version.mayBreakWhatWasBuiltFor(BundleVersion.leastOf(range)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BundleHeader header(@Nullable Manifest manifest, String name) {
        String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
        return value == null ? BundleHeader.parse("") : BundleHeader.parse(value);
    }
}
