package dev.chameleonbot.host.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.config.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A plugin's jar in the making: its manifest, its sources, and what else is to be in it. The same sources are compiled once
 * for all tests.
 */
public final class PluginJarFile {
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<Path> modules = new ArrayList<>();

    /** A plugin 1.0.0 of some id. */
    public static PluginJarFile of(String id) {
        return new PluginJarFile().attribute("Plugin-Id", id).attribute("Plugin-Version", "1.0.0");
    }

    /** A plugin of some id and version, with a behaviour that does nothing. */
    public static PluginJarFile plugin(String id, String version) {
        String behaviour = "lab." + id + ".Behaviour";
        return of(id).attribute("Plugin-Version", version)
                .behaviour(behaviour, "")
                .index(behaviour);
    }

    /** A jar whose manifest says nothing of a plugin. */
    public static PluginJarFile ofNoPlugin() {
        return new PluginJarFile();
    }

    public PluginJarFile attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public PluginJarFile source(String className, String code) {
        sources.put(className, code);
        return this;
    }

    /** Adds a behaviour that does nothing, with a constructor of one's own. */
    public PluginJarFile behaviour(String className, String constructorBody) {
        int dot = className.lastIndexOf('.');
        return source(
                className, """
                    package %s;
                    import dev.chameleonbot.plugin.api.*;
                    public class %s implements ChatBehaviour {
                        public %2$s() { %s }
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                    }
                    """.formatted(className.substring(0, dot), className.substring(dot + 1), constructorBody));
    }

    /** Adds the class that is told of start and stop. */
    public PluginJarFile lifecycle(String className, String startBody, String stopBody) {
        int dot = className.lastIndexOf('.');
        return attribute("Plugin-Class", className).source(className, """
            package %s;
            public class %s extends org.pf4j.Plugin {
                @Override public void start() { %s }
                @Override public void stop() { %s }
            }
            """.formatted(
                        className.substring(0, dot), className.substring(dot + 1), startBody, stopBody));
    }

    public PluginJarFile module(String declaration) {
        return source("module-info", declaration);
    }

    /** Lets the module require another plugin's. */
    public PluginJarFile compiledAgainst(Path jar) {
        modules.add(jar);
        return this;
    }

    /** Names the extensions in pf4j's index. */
    public PluginJarFile index(String... classNames) {
        return file("META-INF/extensions.idx", String.join("\n", classNames).getBytes(UTF_8));
    }

    public PluginJarFile file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** The SHA-256 of any file, in small hexadecimal digits. */
    public static String hash(Path file) throws IOException {
        return Sha256.hex(Files.readAllBytes(file));
    }

    public Path writeTo(Path jar) {
        Map<String, byte[]> classes =
                classes(Objects.requireNonNull(jar.toAbsolutePath().getParent()));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            ByteArrayOutputStream manifest = new ByteArrayOutputStream();
            manifest().write(manifest);
            write(entries, JarFile.MANIFEST_NAME, manifest.toByteArray());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                write(entries, file.getKey(), file.getValue());
            }
            for (Map.Entry<String, byte[]> file : classes.entrySet()) {
                write(entries, file.getKey(), file.getValue());
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JarOutputStream entries, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // Made twice it has the same hash.
        entries.putNextEntry(entry);
        entries.write(content);
        entries.closeEntry();
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        return manifest;
    }

    /** Where the plugin API is: on the module path in the build, on the class path elsewhere. */
    private static String pathOfTests() {
        return System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
    }

    /** What becomes of the sources; where they need other jars, which differ from test to test, anew each time. */
    private Map<String, byte[]> classes(Path workplace) {
        return modules.isEmpty()
                ? COMPILED.computeIfAbsent(Map.copyOf(sources), unknown -> compiled(workplace))
                : compiled(workplace);
    }

    private Map<String, byte[]> compiled(Path workplace) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        try {
            Path classes = Files.createTempDirectory(workplace, "classes");
            compile(Files.createTempDirectory(workplace, "sources"), classes);
            Map<String, byte[]> compiled = new TreeMap<>();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = classes.relativize(file).toString().replace('\\', '/');
                    compiled.put(name, Files.readAllBytes(file));
                }
            }
            return compiled;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path code, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        arguments.add(sources.containsKey("module-info") ? "--module-path" : "--class-path");
        arguments.add(Stream.concat(Stream.of(pathOfTests()), modules.stream().map(Path::toString))
                .collect(joining(File.pathSeparator)));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = code.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages, true);
        int failures = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertThat(failures).as(messages.toString()).isZero();
    }
}
