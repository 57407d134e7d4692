package dev.chameleonbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The types and methods that the architecture page names are there, so that a reader can open them. */
final class ArchitecturePageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.([a-z][A-Za-z]+))?`");

    @TestFactory
    Stream<DynamicTest> namesWhatIsThere() throws IOException {
        Map<String, Path> types = types();
        return NAMED.matcher(Files.readString(Path.of("ARCHITECTURE.md")))
                .results()
                .map(MatchResult::group)
                .distinct()
                .map(name -> DynamicTest.dynamicTest(name, () -> requireThere(name, types)));
    }

    private static void requireThere(String name, Map<String, Path> types) throws IOException {
        MatchResult named = NAMED.matcher(name).results().findFirst().orElseThrow();
        assertThat(types).containsKey(named.group(1));
        String method = named.group(2);
        if (method != null) {
            assertThat(Files.readString(types.get(named.group(1)))).containsPattern("\\s" + method + "\\(");
        }
    }

    private static Map<String, Path> types() {
        return Stream.of("engine", "host", "plugin-api", "plugin-api/host")
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(ArchitecturePageTest::sources)
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        Function.identity(),
                        (one, other) -> one));
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
