package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

final class LoginCommandTest {
    private static final String MORNING = "2026-11-28T09:00:00Z";
    private static final String NOON = "2026-11-28T12:00:00Z";

    @Test
    void saysNothingOfWhatWasWrongBeforeTheLoginWasAskedFor() {
        ObjectNode before = status("It has no token yet", MORNING);

        assertThat(LoginCommand.problemSince(before, status("It has no token yet", MORNING)))
                .isEmpty();
        assertThat(LoginCommand.problemSince(before, status("It has no token yet", NOON)))
                .isEqualTo("It has no token yet");
        assertThat(LoginCommand.problemSince(before, status("The code has ended", MORNING)))
                .isEqualTo("The code has ended");
    }

    @Test
    void saysWhatGoesWrongForAnAccountThatHadNoTroubleBefore() {
        ObjectNode well =
                JsonNodeFactory.instance.objectNode().putNull("last_error").putNull("last_error_at");

        assertThat(LoginCommand.problemSince(well, well)).isEmpty();
        assertThat(LoginCommand.problemSince(well, status("Refused", NOON))).isEqualTo("Refused");
        assertThat(LoginCommand.problemSince(MissingNode.getInstance(), status("Refused", NOON)))
                .isEqualTo("Refused");
    }

    private static ObjectNode status(String error, String at) {
        return JsonNodeFactory.instance.objectNode().put("last_error", error).put("last_error_at", at);
    }
}
