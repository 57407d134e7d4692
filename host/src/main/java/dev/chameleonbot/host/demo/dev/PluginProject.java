package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with the sources of a plugin, and what builds it.
 *
 * @param command what to run in it, which leaves a jar in {@code target} or in {@code build/libs}
 */
public record PluginProject(Path folder, List<String> command) {
    private static final List<String> MAVEN = List.of("mvn", "-B", "-ntp", "-q", "-DskipTests", "package");
    private static final List<Path> OUTPUT = List.of(Path.of("target"), Path.of("build", "libs"));
    private static final Pattern BESIDE_THE_PLUGIN = Pattern.compile("original-.*|.*-(sources|javadoc|tests)\\.jar");
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*m");
    /** What follows is how to get help with Maven. */
    private static final String END_OF_MAVENS_ERRORS = "-> [Help 1]";

    private static final int LINES_SHOWN = 30;

    /** Copies the command. */
    public PluginProject {
        command = List.copyOf(command);
    }

    /**
     * A project that Maven builds, unless somebody says otherwise.
     *
     * @param command a line for the shell, where Maven is not what builds it
     * @throws IllegalArgumentException if there is no such folder, or it is not known how to build it
     */
    public static PluginProject in(Path folder, Optional<String> command) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder);
        }
        if (command.isPresent()) {
            return new PluginProject(folder, List.of("sh", "-c", command.get()));
        }
        if (!Files.exists(folder.resolve("pom.xml"))) {
            throw new IllegalArgumentException(folder + " has no pom.xml; say with --build what builds it");
        }
        return new PluginProject(folder, MAVEN);
    }

    /**
     * Builds it. Blocks.
     *
     * @throws BuildFailedException if it does not build or leaves no jar
     * @throws InterruptedException if the calling thread was interrupted; then the build has been stopped
     */
    Path build() throws BuildFailedException, InterruptedException {
        try {
            try (TemporaryFolder temporary = TemporaryFolder.create("chameleon-build-")) {
                run(temporary.path().resolve("output"));
                return newestJar();
            }
        } catch (IOException e) {
            throw new BuildFailedException("'" + String.join(" ", command) + "' cannot be run: " + e.getMessage());
        }
    }

    private void run(Path output) throws IOException, BuildFailedException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                String said = shortened(output);
                throw new BuildFailedException(
                        said.isEmpty()
                                ? "'" + String.join(" ", command) + "' ended with exit code " + exitCode
                                        + " and said nothing"
                                : said);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String shortened(Path output) throws IOException {
        List<String> lines = ESCAPES.matcher(Files.readString(output, Charset.defaultCharset()))
                .replaceAll("")
                .lines()
                .filter(line -> !line.isBlank())
                .takeWhile(line -> !line.endsWith(END_OF_MAVENS_ERRORS))
                .toList();
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), LINES_SHOWN)));
        if (lines.size() > LINES_SHOWN) {
            shown.add("… and " + (lines.size() - LINES_SHOWN) + " lines more");
        }
        return String.join(System.lineSeparator(), shown);
    }

    private Path newestJar() throws IOException, BuildFailedException {
        List<Path> jars = new ArrayList<>();
        for (Path place : OUTPUT) {
            Path found = folder.resolve(place);
            if (Files.isDirectory(found)) {
                try (Stream<Path> files = Files.list(found)) {
                    files.filter(PluginProject::isPlugin).forEach(jars::add);
                }
            }
        }
        return jars.stream()
                .max(Comparator.comparingLong(jar -> jar.toFile().lastModified()))
                .orElseThrow(() ->
                        new BuildFailedException("The build has left no jar in target or build/libs of " + folder));
    }

    private static boolean isPlugin(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jar") && !BESIDE_THE_PLUGIN.matcher(name).matches();
    }
}
