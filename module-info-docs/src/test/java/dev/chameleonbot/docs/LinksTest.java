package dev.chameleonbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Links in documents lead somewhere: to files and headings that exist. What is on the web is looked at for its form only. */
final class LinksTest {
    static List<Path> documents() throws IOException {
        return Markdown.all().stream().map(Markdown.REPOSITORY::relativize).toList();
    }

    @Test
    void findsTheDocuments() throws IOException {
        assertThat(documents()).hasSizeGreaterThan(40).contains(Path.of("README.md"), Path.of("CONTRIBUTING.md"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void leadSomewhere(Path document) throws IOException {
        assertThat(dead(Markdown.REPOSITORY, document)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "there.md,",
        "there.md#a-heading-with-code-in-it,",
        "there.md#twice-1,",
        "#here,",
        "../picture.svg,",
        "https://example.org/a#b,",
        "mailto:someone@example.org,",
        "gone.md, is not there",
        "There.md, is not there",
        "there.md#twice-2, has no such heading",
        "#gone, has no such heading",
        "/site/there.md, 'is absolute, so it leads elsewhere on each machine'",
        "file:///site/there.md, is of a kind that nobody else can follow",
        "http://example.org/, is of a kind that nobody else can follow",
        "https:///nowhere, is no address",
        "../../outside.md, leads out of the repository",
    })
    void tellsWhatIsWrongWithALink(String link, String problem, @TempDir Path root) throws IOException {
        Path site = Files.createDirectories(root.resolve("repository/site"));
        Files.writeString(root.resolve("outside.md"), "");
        Files.writeString(root.resolve("repository/picture.svg"), "");
        Files.writeString(
                site.resolve("there.md"), "# A heading: *with* `code` [in](there.md) it\n\n# Twice\n\n# Twice\n");
        Files.writeString(site.resolve("from.md"), "# Here\n\n| a |\n|---|\n| [link](" + link + ") |\n");

        assertThat(dead(root.resolve("repository"), Path.of("site/from.md")))
                .isEqualTo(problem == null ? List.of() : List.of(link + " " + problem));
    }

    private static List<String> dead(Path root, Path document) throws IOException {
        Markdown read = Markdown.read(root.resolve(document));
        List<String> dead = new ArrayList<>();
        for (String link : read.destinations()) {
            problem(root, read, link).ifPresent(problem -> dead.add(link + " " + problem));
        }
        return dead;
    }

    private static Optional<String> problem(Path root, Markdown from, String link) throws IOException {
        URI uri;
        try {
            uri = new URI(link);
        } catch (URISyntaxException e) {
            return Optional.of("is no address");
        }
        if (uri.getScheme() != null) {
            return switch (uri.getScheme()) {
                case "https" -> Optional.of("is no address").filter(problem -> uri.getHost() == null);
                case "mailto" -> Optional.empty();
                default -> Optional.of("is of a kind that nobody else can follow");
            };
        }
        if (link.startsWith("/")) {
            return Optional.of("is absolute, so it leads elsewhere on each machine");
        }
        Path target = uri.getPath().isEmpty()
                ? from.file()
                : from.file().resolveSibling(uri.getPath()).normalize();
        if (!target.startsWith(root)) {
            return Optional.of("leads out of the repository");
        }
        if (!Files.exists(target)) {
            return Optional.of("is not there");
        }
        boolean isFound =
                uri.getFragment() == null || Markdown.read(target).anchors().containsValue(uri.getFragment());
        return isFound ? Optional.empty() : Optional.of("has no such heading");
    }
}
