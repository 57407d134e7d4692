package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FrameHandlerTest {
    @Test
    void namesTypeIdAndSizeOfAFrameThatBreaksOff() {
        String broken = "{\"metadata\":{\"message_id\":\"befa7b53-d79d\",\"message_type\" : \"notification\","
            + "\"subscription_type\":\"channel.chat.message\"},\"payload\":{\"event\":{\"message_id\":\"other\",\"te";

        assertThat(FrameHandler.traits(broken))
                .isEqualTo("type notification of channel.chat.message, message id befa7b53-d79d, " + broken.length()
                        + " characters");
    }

    @Test
    void repeatsNothingThatIsNoName() {
        assertThat(FrameHandler.traits("{\"message_id\":\"a\\nb secret\",\"message_type\":5"))
                .isEqualTo("type unknown, message id unknown, 44 characters");
    }
}
