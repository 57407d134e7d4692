package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareOptionsTest {
    @Test
    void withoutOptionsThePointsThatMatterAreMeasured() throws UsageException {
        CompareOptions options = CompareOptions.parse();
        assertThat(options.accounts()).containsExactly(50, 200, 1000);
        assertThat(options.subjects()).containsExactly(Subject.values());
        assertThat(options.scenarios())
                .extracting(Scenario::name)
                .containsExactly("busy-4000", "closed-8", "closed-64", "own-200", "burst-put100");
        assertThat(options.repetitions()).isEqualTo(3);
        assertThat(options.transport()).isEqualTo(Transport.PLAIN);
        assertThat(options.trained()).isFalse();
        assertThat(options.about()).containsEntry("ahead-of-time cache of Chameleon", "none");
    }

    @Test
    void fullIsAllOfItAndOtherOptionsChangeItWhereverTheyStand() throws UsageException {
        CompareOptions options = CompareOptions.parse("--seconds", "2", "--full", "--idle", "3");
        assertThat(options.accounts()).containsExactly(1, 100, 500, 1000, 5000);
        assertThat(options.load()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.idle()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void withoutWarmUpTheFirstMessagesAreMeasured() throws UsageException {
        CompareOptions options = CompareOptions.parse("--warm-up", "0");
        assertThat(options.warmUp()).isZero();
        assertThat(options.about()).containsEntry("each load", "5 s, without warm-up");
    }

    @Test
    void everythingCanBeChosen() throws UsageException {
        CompareOptions options = CompareOptions.parse(
                "--accounts",
                "2,3",
                "--subjects",
                "floor,stock",
                "--scenarios",
                "burst",
                "--repetitions",
                "1",
                "--warm-up",
                "1",
                "--transport",
                "h2",
                "--trained",
                "--jvm-options",
                "-XX:+UseG1GC -Xmx1g",
                "--project",
                "/p",
                "--out",
                "/o");
        assertThat(options.accounts()).containsExactly(2, 3);
        assertThat(options.subjects()).containsExactly(Subject.FLOOR, Subject.STOCK);
        assertThat(options.scenarios()).extracting(Scenario::name).containsExactly("burst");
        assertThat(options.transport()).isEqualTo(Transport.H2);
        assertThat(options.trained()).isTrue();
        assertThat(options.about())
                .containsEntry("ahead-of-time cache of Chameleon", "yes, trained before the first run");
        assertThat(options.jvmOptions()).containsExactly("-XX:+UseG1GC", "-Xmx1g");
        assertThat(options.project()).hasToString("/p");
        assertThat(options.out()).hasToString("/o");
    }

    @Test
    void stockAndFloorHaveTheLaunchersOptions() throws IOException, UsageException {
        String launcher = Files.readString(Path.of("../chameleon"));
        String given =
                launcher.substring(launcher.indexOf("\ncollector="), launcher.indexOf("\n# What Java has learned"));
        List<String> options = Pattern.compile("-X[^\\s\"]+")
                .matcher(given)
                .results()
                .map(MatchResult::group)
                .filter(option -> !option.contains("*") && !option.startsWith("-Xlog:"))
                .toList();
        assertThat(CompareOptions.LAUNCHERS_OWN).containsExactlyInAnyOrderElementsOf(options);
        assertThat(CompareOptions.launchersOwn(21)).hasSize(options.size() - 1);
        assertThat(CompareOptions.parse().jvmOptions())
                .isEqualTo(CompareOptions.launchersOwn(Runtime.version().feature()));
    }

    @Test
    void anOptionOfTheJvmMayLookLikeOneOfTheHarness() throws UsageException {
        assertThat(CompareOptions.parse("--jvm-options", "--enable-preview").jvmOptions())
                .containsExactly("--enable-preview");
        assertThat(CompareOptions.parse("--jvm-options", " ").jvmOptions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --fast                | There is no option --fast
        --accounts            | The option --accounts needs a value
        --accounts --full     | The option --accounts needs a value
        --accounts 0          | In --accounts, '0' is not understood; a number is 1 to 5000
        --accounts 5001       | In --accounts, '5001' is not understood; a number is 1 to 5000
        --accounts 1,,2       | In --accounts, '' is not understood; a number is 1 to 5000
        --accounts 5,5        | In --accounts, '5' stands twice
        --subjects netty      | In --subjects, 'netty' is not understood; there are stock, chameleon, floor, node
        --repetitions 21      | The option --repetitions needs a number from 1 to 20, not 21
        --seconds 601         | The option --seconds needs a number from 1 to 600, not 601
        --transport http      | In --transport, 'http' is not understood; there are plain, tls, h2
        --idle x              | The option --idle needs a number from 1 to 600, not x
        """)
    void wrongOptionsAreExplained(String line, String message) {
        assertThatThrownBy(() -> CompareOptions.parse(line.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void aScenarioThatIsNoneIsAnsweredWithTheForms() {
        assertThatThrownBy(() -> CompareOptions.parse("--scenarios", "own"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'own'")
                .hasMessageContaining(Scenario.FORMS);
    }
}
