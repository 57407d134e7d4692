package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChatColor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tutorial shows is compiled, and does what it says. */
final class TutorialTest {
    private static final Path TUTORIAL = Path.of("../../module-info-docs/site/write-a-plugin.md");
    private static final Path WITH_LIBRARY = Path.of("../../plugins/template-with-library");
    private static final List<Path> SOURCES = List.of(Path.of("src/test/java"), Path.of("../../plugins/template/src"));

    @Test
    void quotesCodeThatIsCompiledOnly() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    sources.add(withoutLayout(Files.readString(file)));
                }
            }
        }
        assertThat(quoted(Files.readString(TUTORIAL), "java"))
                .hasSizeGreaterThan(5)
                .allSatisfy(code -> assertThat(sources)
                        .as("a source with: %s", code)
                        .anyMatch(source -> source.contains(withoutLayout(code))));
    }

    @Test
    void quotesHowALibraryIsPutIntoTheJarAsATemplateDoes() throws IOException {
        String tutorial = Files.readString(TUTORIAL);

        assertThat(quoted(tutorial, "properties"))
                .singleElement()
                .satisfies(line ->
                        assertThat(WITH_LIBRARY.resolve("bnd.bnd")).content().contains(line));
        assertThat(quoted(tutorial, "xml"))
                .singleElement()
                .satisfies(line ->
                        assertThat(WITH_LIBRARY.resolve("pom.xml")).content().contains(line));
    }

    private static List<String> quoted(String text, String language) {
        return Pattern.compile("```" + language + "\n(?<code>.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(result -> result.group("code"))
                .toList();
    }

    private static String withoutLayout(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    void rollsDiceForWhoeverMayReadIt() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Recipes.Rolling())
                .withoutScope("user:write:chat")
                .start();
        kit.other("viewer", "!dice");
        assertThat(kit.said()).isEmpty();

        kit.grantScope("user:write:chat");
        kit.other("viewer", "!dice");
        assertThat(kit.said()).singleElement().asString().contains("It is a ");
    }

    @Test
    void countsWhatEveryoneWrites() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Recipes.Counting()).start();
        kit.own("one");
        kit.other("viewer", "two");

        assertThat(kit.memory().get("seen")).contains("2");
    }

    @Test
    void remindsInTime() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Recipes.Reminding()).start();
        kit.other("viewer", "!remind 5 nobody");
        kit.other("mod", "!remind -5 the past", "moderator");
        kit.other("mod", "!remind 9999999999999 your grandchildren", "moderator");
        kit.other("mod", "!remind 5 stretch your legs", "moderator");
        kit.advance(Duration.ofMinutes(4));
        assertThat(kit.said()).isEmpty();

        kit.advance(Duration.ofMinutes(1));

        assertThat(kit.said()).extracting(Said::text).containsExactly("stretch your legs");
    }

    @Test
    void takesColoursInTurn() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Recipes.Colouring())
                .setting("colors", List.of("blue", "#00ff00"))
                .start();
        kit.own("one");
        kit.own("two");
        kit.own("three");
        kit.close();

        assertThat(kit.colors())
                .containsExactly(
                        ChatColor.parse("blue").orElseThrow(),
                        new ChatColor.Hex(0x00ff00),
                        ChatColor.parse("blue").orElseThrow());
    }

    @Test
    void saysHowLongAStreamWas() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Recipes.Timing()).start();
        kit.streamBegins();
        kit.advance(Duration.ofMinutes(90));
        kit.streamEnds();

        assertThat(kit.said()).extracting(Said::text).containsExactly("That was 90 minutes!");
    }

    @Test
    void countsReconnects() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Recipes.Watching()).start();
        kit.happens(new BotEvent.Reconnecting(Instant.EPOCH, "on purpose"));

        assertThat(kit.metrics()).containsEntry("reconnects", 1L);
    }
}
