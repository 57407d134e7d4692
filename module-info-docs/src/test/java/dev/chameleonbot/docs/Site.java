package dev.chameleonbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * All documents as pages that a browser shows without a server or a network. They stand as in the repository; links to other
 * documents lead to their pages, and what is no document, such as a folder of sources, is a text without a link.
 */
final class Site {
    /** With which page it begins. */
    private static final Path START = Path.of("module-info-docs/site/README.md");

    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>%s</title>
        <style>
        :root { color-scheme: light dark; }
        body { max-width: 50rem; margin: 0 auto; padding: 1rem; font: 1rem/1.55 system-ui, sans-serif; }
        nav { border-bottom: 1px solid #8886; padding-bottom: .5rem; }
        code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; }
        pre { background: #8882; padding: .75rem; overflow-x: auto; border-radius: 6px; }
        table { border-collapse: collapse; display: block; overflow-x: auto; }
        th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
        img { max-width: 100%%; }
        :target { scroll-margin-top: 1rem; background: #fd02; }
        </style>
        </head>
        <body>
        <nav><a href="%s">Chameleon</a></nav>
        %s
        </body>
        </html>
        """;

    private final Path target;

    private Site(Path target) {
        this.target = target;
    }

    /** Writes the site into the folder that is named. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    /** Writes the site into a folder, and tells which pages it has. */
    static List<Path> write(Path target) throws IOException {
        Site site = new Site(target);
        List<Path> pages = new ArrayList<>();
        for (Path document : Markdown.all()) {
            pages.add(site.write(Markdown.read(document)));
        }
        String start = page(START.toString());
        Files.writeString(
                target.resolve("index.html"),
                PAGE.formatted("Chameleon", start, "<p><a href=\"" + start + "\">Read</a></p>"));
        return List.copyOf(pages);
    }

    private Path write(Markdown document) throws IOException {
        Path place = Markdown.REPOSITORY.relativize(document.file());
        Path page = target.resolve(page(place.toString()));
        Files.createDirectories(page.resolveSibling(""));
        String title = document.anchors().keySet().stream()
                .filter(heading -> heading.getLevel() == 1)
                .map(Markdown::words)
                .map(String::strip)
                .findFirst()
                .orElse("Chameleon");
        for (Path image : images(document)) {
            Path copy = target.resolve(Markdown.REPOSITORY.relativize(image));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(image, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        Path start = page.resolveSibling("").relativize(target.resolve(page(START.toString())));
        Files.writeString(page, PAGE.formatted(escaped(title), start, html(document)));
        return page;
    }

    private static List<Path> images(Markdown document) {
        List<Path> images = new ArrayList<>();
        document.tree().accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                images.add(
                        document.file().resolveSibling(image.getDestination()).normalize());
            }
        });
        return images;
    }

    private static String html(Markdown document) {
        Map<Heading, String> anchors = document.anchors();
        return HtmlRenderer.builder()
                .extensions(Markdown.TABLES)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading heading) {
                        attributes.put("id", anchors.get(heading));
                    } else if (node instanceof Link link) {
                        href(document, link.getDestination())
                                .ifPresentOrElse(href -> attributes.put("href", href), () -> attributes.remove("href"));
                    }
                })
                .build()
                .render(document.tree());
    }

    private static Optional<String> href(Markdown from, String destination) {
        String[] parts = destination.split("#", 2);
        String anchor = parts.length > 1 ? "#" + parts[1] : "";
        if (destination.contains(":") || parts[0].isEmpty()) {
            return Optional.of(destination);
        }
        Path linked = from.file().resolveSibling(parts[0]);
        String inFolder = Files.isRegularFile(linked.resolve("README.md"))
                ? parts[0].replaceFirst("/?$", "/README.md")
                : parts[0];
        return Optional.of(inFolder).filter(path -> path.endsWith(".md")).map(path -> page(path) + anchor);
    }

    private static String page(String document) {
        return document.replaceFirst("\\.md$", ".html");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
