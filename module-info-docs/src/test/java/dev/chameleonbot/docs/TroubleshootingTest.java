package dev.chameleonbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code troubleshooting.md} is whole: whatever the program advises has its words there. See {@link Advice} for the rule. */
final class TroubleshootingTest {
    private static final Path PAGE = Markdown.REPOSITORY.resolve("module-info-docs/site/troubleshooting.md");
    private static final List<Path> SOURCES = Stream.of("engine", "host/config", "host")
            .map(module -> Markdown.REPOSITORY.resolve(module).resolve("src/main/java"))
            .toList();
    /** What the launcher says when it ends, as the shell has it. */
    private static final Pattern LAUNCHER_FAILS = Pattern.compile("\\bfail \"([^\"]+)\"");

    private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$\\{?[\\w*]+}?");

    private static String page = "";

    @BeforeAll
    static void readThePage() throws IOException {
        page = plain(Markdown.read(PAGE).words());
    }

    @Test
    void hasAllAdviceOfTheProgram() throws IOException {
        List<Advice> advice = Advice.in(SOURCES);

        assertThat(advice).as("what the rule finds").hasSizeGreaterThan(80);
        assertThat(advice.stream().filter(one -> !page.contains(plain(one.words()))))
                .as("advice without an entry in %s", PAGE)
                .isEmpty();
    }

    @Test
    void hasAllThatTheLauncherFailsWith() throws IOException {
        Matcher said = LAUNCHER_FAILS.matcher(Files.readString(Markdown.REPOSITORY.resolve("chameleon")));

        List<String> texts = said.results().map(match -> match.group(1)).toList();
        assertThat(texts).hasSizeGreaterThan(5);
        assertThat(texts.stream().flatMap(SHELL_VARIABLE::splitAsStream).filter(piece -> !page.contains(plain(piece))))
                .as("words of the launcher without an entry in %s", PAGE)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasEachKindOfTrouble(Trouble.Kind kind) {
        assertThat(page).containsPattern("\\b" + kind.name().toLowerCase(Locale.ROOT) + "\\b");
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountState.class,
            names = {"NEEDS_LOGIN", "PARKED", "FAILED"})
    void hasEachStateThatNeedsAttention(AccountState state) {
        assertThat(state.needsAttention()).isTrue();
        assertThat(page).contains(state.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void hasEachKindOfAlert() throws ClassNotFoundException {
        Class<?> kinds = Class.forName("dev.chameleonbot.host.alerts.AlertKind"); // The host keeps it to itself.

        assertThat(Arrays.stream(kinds.getEnumConstants()).map(Object::toString).toList())
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(page).contains(kind.toLowerCase(Locale.ROOT)));
    }

    /** As the help has them, by a golden file of the host's tests. */
    @Test
    void hasEachExitCode() throws IOException {
        Path help = Markdown.REPOSITORY.resolve("host/src/test/golden/help/topic-exit-codes.txt");
        List<String> codes = Pattern.compile("^ +(\\d+) ", Pattern.MULTILINE)
                .matcher(Files.readString(help))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(codes).hasSizeGreaterThan(4);
        assertThat(exitCodes(Markdown.read(PAGE))).containsExactlyInAnyOrderElementsOf(codes);
    }

    /** The first column of the table below the heading. */
    private static List<String> exitCodes(Markdown document) {
        String section = document.words().split("\nExit codes\n", 2)[1].split("\nNothing starts\n", 2)[0];
        return Pattern.compile("^(\\d+)$", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Use another directory.|Use another directory",
                "It is broken; move it away, or start anew. It helps.|move it away, or start anew",
                "The key is missing. Restore that key (in {}).|Restore that key (in",
                "Set color-changer.jar free|Set color-changer.jar free",
                "UPDATE account SET login|",
                "Open it|",
                "Used by another program|",
            })
    void tellsAdviceFromOtherTexts(String text, String clause) {
        assertThat(Advice.clauses(text)).isEqualTo(Stream.ofNullable(clause).toList());
    }

    /** Without quotation marks, of which documents have others, and as if on one line. */
    private static String plain(String text) {
        return text.replaceAll("[`'\"]", "").replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
