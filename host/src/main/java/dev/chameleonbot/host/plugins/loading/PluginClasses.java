package dev.chameleonbot.host.plugins.loading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.pf4j.LegacyExtensionFinder;

/**
 * What a plugin's jar says of its own classes. It is read from the file, not through the plugin's class loader, which
 * would answer with other jars' resources where this one has none.
 */
final class PluginClasses {
    private PluginClasses() {}

    /** The module that the jar declares with a {@code module-info}; empty where it would only be an automatic one. */
    static Optional<ModuleReference> declaredModule(Path jar) {
        try (JarFile file = open(jar)) {
            if (file.getJarEntry("module-info.class") == null) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ModuleFinder.of(jar).findAll().stream().findFirst();
    }

    /** The names of the jar's extensions: those in pf4j's index and those that its module provides as services. */
    static Set<String> extensions(Path jar) {
        Set<String> names = new LinkedHashSet<>();
        try (JarFile file = open(jar)) {
            JarEntry index = file.getJarEntry(LegacyExtensionFinder.EXTENSIONS_RESOURCE);
            if (index != null) {
                names.addAll(lines(file, index));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        declaredModule(jar)
                .ifPresent(module -> module.descriptor().provides().stream()
                        .map(ModuleDescriptor.Provides::providers)
                        .forEach(names::addAll));
        return names;
    }

    private static JarFile open(Path jar) throws IOException {
        return new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    }

    private static Set<String> lines(JarFile file, JarEntry index) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.getInputStream(index), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String name = line.replaceFirst("#.*", "").strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
