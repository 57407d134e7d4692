package dev.chameleonbot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code @own} and {@code @followed} among the channels. */
final class SpecialChannelsTest {
    @TempDir
    private Path folder;

    @Test
    void theOwnChannelIsNamedAfterTheAccountAndThereOnce() throws Exception {
        AccountConfig alice = account("[\"somestreamer\", \"@own\", \"#Alice\", \" @OWN \"]");

        assertThat(alice.channels()).containsExactly("somestreamer", "alice");
        assertThat(alice.followed()).isFalse();
    }

    @Test
    void theFollowedChannelsMayStandAlone() throws Exception {
        AccountConfig alice = account("[\"@Followed\"]");

        assertThat(alice.channels()).isEmpty();
        assertThat(alice.followed()).isTrue();
    }

    @Test
    void bothStandBesideNames() throws Exception {
        AccountConfig alice = account("[\"@own\", \"@followed\", \"somestreamer\"]");

        assertThat(alice.channels()).containsExactly("alice", "somestreamer");
        assertThat(alice.followed()).isTrue();
    }

    @Test
    void atTheRootTheyMeanEachAccountsOwn() throws Exception {
        ConfigReport report = read("{\"client_id\": \"id\", \"channels\": [\"@own\", \"@followed\"],"
                + " \"users\": [{\"username\": \"alice\"}, {\"username\": \"bob\", \"channels\": [\"@own\"]}]}");

        assertThat(report.problems()).isEmpty();
        assertThat(report.config().orElseThrow().accounts())
                .map(account -> account.channels() + " " + account.followed())
                .containsExactly("[alice] true", "[bob] false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        @folowed | did you mean "@followed"?
        @0wn     | did you mean "@own"?
        @alice   | with @ there are "@own" and "@followed"
        """)
    void saysWhatIsMeantWhereSomethingElseBeginsWithAt(String written, String advice) throws Exception {
        ConfigReport report = read(text("[\"" + written + "\"]"));

        assertThat(report.errors())
                .map(ConfigProblem::toString)
                .containsExactly("users[0].channels[0]: '" + written + "' is not allowed; " + advice);
    }

    @Test
    void theLimitIsThatOfTheNamesAlone() throws Exception {
        String names = IntStream.range(0, 300).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(","));

        assertThat(account("[" + names + ", \"@followed\"]").channels()).hasSize(300);
        assertThat(read(text("[" + names + ", \"@own\"]")).errors()).hasSize(1);
    }

    private AccountConfig account(String channels) throws Exception {
        ConfigReport report = read(text(channels));
        assertThat(report.problems()).isEmpty();
        return report.config().orElseThrow().accounts().getFirst();
    }

    private static String text(String channels) {
        return "{\"users\": [{\"username\": \"Alice\", \"client_id\": \"id\", \"channels\": " + channels + "}]}";
    }

    private ConfigReport read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new ConfigReader(Map.of()).read(file);
    }
}
