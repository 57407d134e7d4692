package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the web is set in files, of a host that runs or not. */
final class WebCommandTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void makeTheFolder() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
    }

    private Outcome web(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "web";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--data";
        all[words.length + 2] = data.toString();
        return CommandRun.of(all);
    }

    private String kept() throws Exception {
        return Files.readString(data.resolve("state/web-access.json"));
    }

    @Test
    void keepsAHashOfThePasswordAndTakesItAway() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        assertThat(web("password", "--password-file", file.toString()))
                .isEqualTo(new Outcome(0, "The password is set." + System.lineSeparator(), ""));
        assertThat(kept()).contains("$argon2id$v=19$m=7168,t=5,p=1$").doesNotContain(PASSWORD);

        assertThat(web("password", "--remove").out()).isEqualTo("The password is removed." + System.lineSeparator());
        assertThat(kept()).doesNotContain("argon2id");
    }

    @Test
    void refusesAPasswordThatIsTooShort() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "short\n");

        Outcome outcome = web("password", "--password-file", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.PROBLEMS.code());
        assertThat(outcome.err()).startsWith("chameleon: A password needs 10 to 1024 characters");
        assertThat(data.resolve("state")).doesNotExist();
    }

    @Test
    void showsATokenOnceAndKeepsItsHash() throws Exception {
        Outcome made = web("token", "add", "grafana", "--role", "view");

        String token = made.out().strip();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(kept()).contains("\"grafana\"", "\"view\"").doesNotContain(token);
        assertThat(web("token", "list").out()).contains("grafana", "view").doesNotContain(token);
    }

    @Test
    void removesATokenByItsName() {
        web("token", "add", "grafana", "--role", "view");

        assertThat(web("token", "remove", "grafana").exitCode()).isZero();
        assertThat(web("token", "list").out()).isEqualTo("There is no token." + System.lineSeparator());
        assertThat(web("token", "remove", "grafana").err()).startsWith("chameleon: There is no token grafana");
    }

    @Test
    void refusesASecondTokenOfANameAndSaysWhatToDo() {
        web("token", "add", "grafana", "--role", "view");

        Outcome again = web("token", "add", "grafana", "--role", "operate");

        assertThat(again.exitCode()).isEqualTo(ExitCode.PROBLEMS.code());
        assertThat(again.err())
                .startsWith("chameleon: There is a token grafana already; remove it first, or choose another name");
    }
}
