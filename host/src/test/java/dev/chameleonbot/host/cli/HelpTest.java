package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.manual.DocumentedCommand;
import dev.chameleonbot.host.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command says of itself. */
final class HelpTest {
    private static final Pattern VARIABLE = Pattern.compile("\\bCHAMELEON_[A-Z_]+\\b");

    static List<DocumentedCommand> commands() {
        return DocumentedCommand.allOf(
                ChameleonCommand.commandLine(new StopSignal()).getCommandSpec());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsWhatItDoesWithExamplesAndItsExitCodes(DocumentedCommand command) {
        HelpText.complete(command.spec());
        Set<String> known = Stream.of(ExitCode.values())
                .map(code -> String.valueOf(code.code()))
                .collect(Collectors.toSet());

        assertThat(command.spec().usageMessage().description()).isNotEmpty();
        assertThat(known)
                .containsAll(command.spec().usageMessage().exitCodeList().keySet());
        assertThat(HelpText.hasExamples(command.spec().usageMessage()))
                .as("the footer of '%s' is its examples, two spaces before each", String.join(" ", command.words()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleNamesACommandAndOptionsThatThereAre(DocumentedCommand command) {
        for (String example : command.spec().usageMessage().footer()) {
            // The simulator has options of its own.
            if (example.startsWith("  chameleon ") && !example.contains("COMMAND") && !example.contains("simulator")) {
                List<String> words = List.of(
                        example.strip().split(" *[|>].*| \\|\\| .*|  .*", -1)[0].split(" "));
                DocumentedCommand named = longest(words);
                assertThat(named.words()).as(example).hasSizeGreaterThan(1);
                assertThat(named.spec().optionsMap().keySet())
                        .as(example)
                        .containsAll(words.stream()
                                .filter(word -> word.startsWith("-"))
                                .toList());
            }
        }
    }

    private static DocumentedCommand longest(List<String> words) {
        return commands().stream()
                .filter(each -> words.size() >= each.words().size()
                        && words.subList(0, each.words().size()).equals(each.words()))
                .reduce((shorter, longer) -> longer)
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfEveryCommandIsAsExpected(DocumentedCommand command) {
        if (command.words().contains("simulator")) {
            return; // It prints its own.
        }
        List<String> words =
                new ArrayList<>(command.words().subList(1, command.words().size()));
        words.add("--help");

        Outcome outcome = CommandRun.of(words.toArray(String[]::new));

        assertThat(outcome.exitCode()).isZero();
        Golden.check("help/" + String.join("-", command.words()) + ".txt", outcome.out());
    }

    @Test
    void theTopicsAreAsExpected() {
        Golden.check(
                "help/topic-exit-codes.txt", CommandRun.of("help", "exit-codes").out());
        Golden.check(
                "help/topic-environment.txt",
                CommandRun.of("help", "environment").out());
    }

    @Test
    void helpTellsOfACommandAsItsOwnOptionDoes() {
        assertThat(CommandRun.of("help", "plugins", "install").out())
                .isEqualTo(CommandRun.of("plugins", "install", "--help").out());
        assertThat(CommandRun.of("help").out())
                .isEqualTo(CommandRun.of("--help").out());
    }

    @Test
    void helpTellsOfTheKeysOfTheConfiguration() {
        assertThat(CommandRun.of("help", "config").out()).contains("users");
        assertThat(CommandRun.of("help", "config.users.channels").out()).contains("channels");
    }

    @ParameterizedTest
    @CsvSource({
        "exit-code, exit-codes",
        "enviroment, environment",
        "statsu, status",
        "plugins instal, plugins install",
        "config.users.chanels, config.users.channels"
    })
    void whatThereIsNotIsToldWithTheNearestThatThereIs(String asked, String meant) {
        Outcome outcome = CommandRun.of(("help " + asked).split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("chameleon: There is no command or topic '" + asked + "'; did you mean '" + meant + "'?");
    }

    @Test
    void everyCommandHasTheVersion() {
        String version = CommandRun.of("--version").out();

        assertThat(version).startsWith("chameleon ").contains(" on Java ");
        assertThat(CommandRun.of("plugins", "list", "-V").out()).isEqualTo(version);
        assertThat(CommandRun.of("status", "--version").out()).isEqualTo(version);
    }

    @Test
    void everyVariableThatIsReadIsTold() throws IOException {
        String told = String.join(" ", EnvironmentVariables.all().keySet());
        Set<String> read = new TreeSet<>();
        for (String module : List.of("../engine", ".", "config")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src", "main", "java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    VARIABLE.matcher(Files.readString(file))
                            .results()
                            .map(MatchResult::group)
                            .forEach(read::add);
                }
            }
        }
        VARIABLE.matcher(Files.readString(Path.of("..", "chameleon")))
                .results()
                .map(MatchResult::group)
                .forEach(read::add);

        assertThat(read).contains("CHAMELEON_KEY", "CHAMELEON_JAVA_HOME");
        assertThat(Arrays.asList(told.split("[ ,]+"))).containsAll(read);
    }

    @Test
    void aStartLooksAtNoOtherCommand() {
        assertThat(ChameleonCommand.commandLine(new StopSignal(), "run")
                        .getSubcommands()
                        .keySet())
                .containsExactly("run");
    }
}
