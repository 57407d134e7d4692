package dev.chameleonbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages of the site lead to each other, and need nothing else. */
final class SiteTest {
    @Test
    void linksLeadToPagesAndHeadings(@TempDir Path target) throws Exception {
        List<Path> pages = Site.write(target);

        assertThat(pages).hasSizeGreaterThan(40).contains(target.resolve("module-info-docs/site/getting-started.html"));
        List<String> dead = new ArrayList<>();
        for (Path page : pages) {
            for (Element link : elements(page, "a")) {
                if (link.hasAttribute("href") && !leadsSomewhere(page, link.getAttribute("href"))) {
                    dead.add(target.relativize(page) + ": " + link.getAttribute("href"));
                }
            }
            for (Element image : elements(page, "img")) {
                assertThat(page.resolveSibling(image.getAttribute("src"))).isRegularFile();
            }
        }
        assertThat(dead).isEmpty();
        assertThat(elements(target.resolve("index.html"), "a"))
                .allSatisfy(link ->
                        assertThat(target.resolve(link.getAttribute("href"))).isRegularFile());
    }

    private static boolean leadsSomewhere(Path page, String href) throws Exception {
        URI uri = URI.create(href);
        if (uri.getScheme() != null) {
            return true;
        }
        Path target = uri.getPath().isEmpty() ? page : page.resolveSibling(uri.getPath());
        if (!Files.isRegularFile(target) || uri.getFragment() == null) {
            return Files.isRegularFile(target);
        }
        NodeList all = read(target).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("id").equals(uri.getFragment())) {
                return true;
            }
        }
        return false;
    }

    private static List<Element> elements(Path page, String name) throws Exception {
        NodeList found = read(page).getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** Pages are XML too, so that no second parser is needed. */
    private static Document read(Path page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(page))));
    }
}
