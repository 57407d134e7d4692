package dev.chameleonbot.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles plugins for tests, as their authors would. */
final class PluginJarBuilder {
    private final Path folder;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<Path> modulePath = new ArrayList<>();
    private String index = "";

    /** A plugin whose classes are compiled somewhere in that folder. */
    PluginJarBuilder(Path folder) {
        this.folder = folder;
    }

    /** A plugin with an id, a version and one behaviour, whose class is {@code <package>.Behaviour}. */
    static PluginJarBuilder plugin(Path folder, String id, String packageName) {
        return new PluginJarBuilder(folder)
                .header("Plugin-Id", id)
                .header("Plugin-Version", "1.0.0")
                .behaviour(packageName, "");
    }

    PluginJarBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    PluginJarBuilder source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** A behaviour that does nothing; its constructor runs some statements. */
    PluginJarBuilder behaviour(String packageName, String constructor) {
        return source(packageName + ".Behaviour", """
            package %s;
            import dev.chameleonbot.plugin.api.*;
            public class Behaviour implements ChatBehaviour {
                public Behaviour() { %s }
                @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                @Override public String toString() { return new Later().toString(); }
            }
            """.formatted(packageName, constructor))
                .source(packageName + ".Later", """
                    package %s;
                    class Later { @Override public String toString() { return "loaded later"; } }
                    """.formatted(packageName));
    }

    PluginJarBuilder module(String descriptor) {
        return source("module-info", descriptor);
    }

    PluginJarBuilder index(String... classNames) {
        index = String.join("\n", classNames);
        return this;
    }

    PluginJarBuilder against(Path jar) {
        modulePath.add(jar);
        return this;
    }

    /** Compiles and packs. */
    Path build(Path jar) throws IOException {
        Path work = Files.createTempDirectory(folder, "compile");
        Path classes = Files.createDirectories(work.resolve("classes"));
        compile(work, classes);
        if (!index.isEmpty()) {
            Files.writeString(
                    Files.createDirectories(classes.resolve("META-INF")).resolve("extensions.idx"), index);
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private void compile(Path work, Path classes) {
        List<String> files = sources.entrySet().stream()
                .map(source -> {
                    Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
                    try {
                        Files.createDirectories(file.getParent());
                        return Files.writeString(file, source.getValue()).toString();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
        if (files.isEmpty()) {
            return;
        }
        String path = Stream.concat(
                        modulePath.stream().map(Path::toString),
                        Stream.of(System.getProperty("jdk.module.path"), System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "--release", "21", "-d", classes.toString()));
        arguments.addAll(List.of(sources.containsKey("module-info") ? "-p" : "-cp", path));
        arguments.addAll(files);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(result).as("the test's plugin compiles").isZero();
    }
}
