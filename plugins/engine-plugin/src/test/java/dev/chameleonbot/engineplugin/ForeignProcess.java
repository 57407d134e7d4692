package dev.chameleonbot.engineplugin;

import static org.awaitility.Awaitility.await;

import foreignhost.Greeting;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The foreign host in a JVM of its own, with pf4j, what that needs, and SLF4J on its class path. */
final class ForeignProcess implements AutoCloseable {
    private static final Path FOREIGN = Path.of(System.getProperty("foreign.folder"));
    private static final Duration END_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    /** How long it lives is not worth the second compiler. */
    private static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final Process process;
    private final PrintWriter in;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path log;

    private ForeignProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.in = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        Thread.ofVirtual().start(this::readAnswers);
    }

    /** How the host is to be. */
    record Setup(
            String pf4j, String manager, List<String> folders, List<String> options, Map<String, String> environment) {
        static Setup stock(String pf4j) {
            return new Setup(pf4j, "stock", List.of(pf4j, libraries(pf4j)), List.of(), Map.of());
        }

        /** What the host has beside pf4j: before 3.9 that was SLF4J 1.7. */
        private static String libraries(String pf4j) {
            return Version.parse(pf4j).compareTo(Version.parse("3.9")) < 0 ? "lib-of-old" : "lib";
        }

        Setup managedAs(String kind) {
            return new Setup(pf4j, kind, folders, options, environment);
        }

        Setup havingTheApi() {
            return havingAll("api");
        }

        Setup havingTheColorChanger() {
            return havingAll("plugins");
        }

        Setup havingAll(String inFolder) {
            List<String> more = new ArrayList<>(folders);
            more.add(inFolder);
            return new Setup(pf4j, manager, more, options, environment);
        }

        Setup with(List<String> more) {
            return new Setup(pf4j, manager, folders, more, environment);
        }

        Setup in(Map<String, String> variables) {
            return new Setup(pf4j, manager, folders, options, variables);
        }
    }

    /** Starts it in a folder, in which its plugins folder is. */
    static ForeignProcess start(Path folder, Setup setup) throws IOException {
        Path log = Files.createTempFile(folder, "log", ".txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(SHORT_LIVED);
        command.addAll(setup.options);
        command.addAll(List.of("-cp", classPath(folder, setup), "foreignhost.ForeignHost"));
        command.addAll(List.of(setup.manager, plugins(folder).toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(setup.environment);
        return new ForeignProcess(builder.start(), log);
    }

    /** Puts the plugins that are named into the host's plugins folder. */
    static void drop(Path folder, String... names) throws IOException {
        Files.createDirectories(plugins(folder));
        for (String name : names) {
            Path from = switch (name) {
                case "chameleon-engine.zip" -> Path.of(System.getProperty("engine.zip"));
                case "chameleon-engine.jar" -> Path.of(System.getProperty("engine.jar"));
                case "announcer.jar", "color-changer.zip" ->
                    FOREIGN.resolve("more").resolve(name);
                default -> FOREIGN.resolve("plugins").resolve(name);
            };
            Files.copy(from, plugins(folder).resolve(name));
        }
    }

    /** The engine plugin unpacked as pf4j does it, for many hosts: to unpack it takes much longer than to copy it. */
    static Path unpackedEngine(Path place) throws IOException {
        Path engine = place.resolve("chameleon-engine");
        try (FileSystem zip = FileSystems.newFileSystem(Path.of(System.getProperty("engine.zip")))) {
            copy(zip.getPath("/"), engine);
        }
        return engine;
    }

    /** Puts an unpacked plugin into the host's plugins folder. */
    static void dropUnpacked(Path folder, Path plugin) throws IOException {
        Files.createDirectories(plugins(folder));
        copy(plugin, plugins(folder).resolve(plugin.getFileName()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Files.copy(entry, to.resolve(from.relativize(entry).toString()));
            }
        }
    }

    /** Drops a plugin's jar once more, under another id. */
    static void dropAgainAs(Path folder, String name, String id) throws IOException {
        Files.createDirectories(plugins(folder));
        try (JarFile jar = new JarFile(FOREIGN.resolve("plugins").resolve(name).toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().putValue("Plugin-Id", id);
            Path copy = plugins(folder).resolve(id + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (!entry.getName().startsWith("META-INF/MANIFEST") && !entry.isDirectory()) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        out.write(jar.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
    }

    private static Path plugins(Path folder) {
        return folder.resolve("plugins");
    }

    private static String classPath(Path folder, Setup setup) throws IOException {
        List<String> path = new ArrayList<>();
        path.add(ownClasses(folder).toString());
        for (String inFolder : setup.folders) {
            path.addAll(jars(FOREIGN.resolve(inFolder)));
        }
        return String.join(File.pathSeparator, path);
    }

    /** The host's classes alone, without the tests' own, and with the index of its extensions. */
    private static Path ownClasses(Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        Path target = Files.createDirectories(classes.resolve("foreignhost"));
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("foreign.classes")))) {
            for (Path file : found.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        Files.createDirectories(classes.resolve("META-INF"));
        Files.writeString(classes.resolve("META-INF").resolve("extensions.idx"), Greeting.Hello.class.getName() + "\n");
        return classes;
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(Path::toString).sorted().collect(Collectors.toList());
        }
    }

    private void readAnswers() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("its output ended: " + e.getMessage());
        }
    }

    /** Has it do something, and waits for the one line that it answers with. */
    String ask(String command) throws InterruptedException {
        in.println(command);
        String answer = answers.poll(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("No answer to '" + command + "'; its log:\n" + log());
        }
        return answer;
    }

    /** Asks until the answer is the expected one. */
    void awaitAnswer(String command, String expected) {
        await(command + " answers " + expected)
                .atMost(Duration.ofSeconds(20))
                .until(() -> ask(command), expected::equals);
    }

    /** What it has logged, and everything else on its standard error. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets its main method return, and waits for the end of its JVM. */
    int exit(Duration atMost) throws InterruptedException {
        in.println("exit");
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It has not ended within " + atMost + "; its log:\n" + log());
        }
        return process.exitValue();
    }

    /** Ends it, if it has not been told to; so that it takes its temporary files along, by force only if it must be. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
