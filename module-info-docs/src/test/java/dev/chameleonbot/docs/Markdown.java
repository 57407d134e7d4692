package dev.chameleonbot.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A document in Markdown, with tables, as a forge reads it.
 *
 * @param file where it is
 * @param tree what it says
 */
record Markdown(Path file, Node tree) {
    /** The root of the repository, seen from this module. */
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

    static Markdown read(Path file) throws IOException {
        return new Markdown(file, PARSER.parse(Files.readString(file)));
    }

    /** All documents of the repository: what is built, or belongs to a tool, is not looked at. */
    static List<Path> all() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean isOurs = name.equals(".github") || !name.startsWith(".");
                return isOurs && !name.equals("target") ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    /** Where its links and images lead, as they are written. */
    List<String> destinations() {
        List<String> found = new ArrayList<>();
        tree.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                found.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                found.add(image.getDestination());
                visitChildren(image);
            }
        });
        return found;
    }

    /** Its headings in their order, each with the anchor that a forge gives it. */
    Map<Heading, String> anchors() {
        Map<Heading, String> anchors = new LinkedHashMap<>();
        Set<String> taken = new LinkedHashSet<>();
        tree.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String slug = slug(words(heading));
                String anchor = slug;
                for (int i = 1; !taken.add(anchor); i++) {
                    anchor = slug + "-" + i;
                }
                anchors.put(heading, anchor);
            }
        });
        return anchors;
    }

    /** The rule of GitHub, which others have taken over: small letters, digits, hyphens and underscores; a hyphen a blank. */
    private static String slug(String heading) {
        StringBuilder slug = new StringBuilder();
        heading.strip().toLowerCase(Locale.ROOT).codePoints().forEach(letter -> {
            if (letter == ' ') {
                slug.append('-');
            } else if (Character.isLetterOrDigit(letter) || letter == '-' || letter == '_') {
                slug.appendCodePoint(letter);
            }
        });
        return slug.toString();
    }

    /** Its words without any markup. */
    String words() {
        return words(tree);
    }

    static String words(Node of) {
        StringBuilder words = new StringBuilder();
        of.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(FencedCodeBlock block) {
                words.append(block.getLiteral());
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                words.append(block.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                words.append(' ');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
                words.append(' ');
            }

            @Override
            protected void visitChildren(Node parent) {
                super.visitChildren(parent);
                if (parent instanceof Block || parent instanceof TableCell) {
                    words.append('\n');
                }
            }
        });
        return words.toString();
    }
}
