package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.manual.DocumentedCommand;
import dev.chameleonbot.host.manual.ManualPage;
import dev.chameleonbot.host.manual.Shell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is made of commands of all kinds. */
final class ManualTest {
    private static final Path BASH = Path.of("/bin/bash");

    /** A colour that an option has. */
    enum Paint {
        RED,
        GREEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(name = "sample", description = "Does 'this' [and that]. Nothing else.", mixinStandardHelpOptions = true)
    static final class Sample {
        @Command(
                name = "paint-it",
                description = {"Paints a \\ wall: \"quickly\", 100%% of it.", ".dots are no requests."},
                exitCodeList = {"0:Dry.", "1:Wet."},
                footer = "  sample paint-it --paint green wall.txt")
        int paint(
                @Option(
                                names = {"-p", "--paint"},
                                description = "One of ${COMPLETION-CANDIDATES}.")
                        Paint paint,
                @Option(names = "--into", paramLabel = "DIR", description = "A [folder]: where to.") Path folder,
                @Option(names = "--secret", hidden = true) boolean secret,
                @Parameters(paramLabel = "WALL", description = "The wall.") Path wall) {
            return 0;
        }

        @Command(name = "hidden", hidden = true, description = "Not told.")
        int hidden() {
            return 0;
        }
    }

    private final CommandSpec program = new CommandLine(new Sample()).getCommandSpec();

    @Test
    void whatHasBeenDeclaredIsTold() {
        String pages = DocumentedCommand.allOf(program).stream()
                .map(command -> "### " + ManualPage.fileName(command) + "\n" + new ManualPage(command).text())
                .collect(Collectors.joining());

        Golden.check("manual/pages.txt", pages);
        Golden.check("manual/_sample", Shell.ZSH.completion(program));
        Golden.check("manual/sample.fish", Shell.FISH.completion(program));
        assertThat(List.of(
                        pages,
                        Shell.BASH.completion(program),
                        Shell.ZSH.completion(program),
                        Shell.FISH.completion(program)))
                .noneMatch(text -> text.contains("hidden") || text.contains("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "'sample pai', paint-it",
        "'sample paint-it --p', --paint",
        "'sample paint-it --paint ', red green",
    })
    @EnabledIf(value = "hasBash", disabledReason = "there is no bash here")
    void bashCompletes(String words, String expected, @TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("sample.bash"), Shell.BASH.completion(program));
        String asking = """
            compopt() { :; }
            source "$1"
            read -r -a COMP_WORDS <<< "$2"
            [[ $2 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _complete_sample
            echo "${COMPREPLY[@]}"
            """;

        Process bash = new ProcessBuilder(BASH.toString(), "-c", asking, "bash", script.toString(), words)
                .redirectErrorStream(true)
                .start();

        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualToNormalizingWhitespace(expected);
    }

    static boolean hasBash() {
        return Files.isExecutable(BASH);
    }
}
