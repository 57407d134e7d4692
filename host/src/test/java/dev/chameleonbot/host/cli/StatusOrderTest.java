package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class StatusOrderTest {
    private final StringWriter err = new StringWriter();

    @Test
    void namesThePossibleOrdersAsTheHelpDoes() {
        assertThat(execute("status", "--sort", "foo")).isEqualTo(2);

        assertThat(err.toString())
                .contains("'--sort'", "'foo' is none of attention, login, state, heard, changes, last-change")
                .doesNotContain("LAST_CHANGE");
    }

    @Test
    void isReadInAnyCase() {
        assertThat(StatusOrder.parse("Last-Change")).isEqualTo(StatusOrder.LAST_CHANGE);
    }

    @SuppressWarnings("NullAway") // nothing runs so long that it would have to be stopped
    private int execute(String... words) {
        return ChameleonCommand.commandLine(null, words)
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
