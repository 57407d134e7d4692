package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FrameTraitsTest {
    @Test
    void namesTypeIdAndSizeOfAFrameThatBreaksOff() {
        String broken = "{\"metadata\":{\"message_id\":\"befa7b53-d79d\",\"message_type\" : \"notification\","
            + "\"subscription_type\":\"channel.chat.message\"},\"payload\":{\"event\":{\"message_id\":\"other\",\"te";

        assertThat(FrameTraits.of(broken))
                .hasToString("type notification of channel.chat.message, message id befa7b53-d79d, " + broken.length()
                        + " characters");
    }

    @Test
    void repeatsNothingThatIsNoName() {
        assertThat(FrameTraits.of("{\"message_id\":\"a\\nb secret\",\"message_type\":5"))
                .hasToString("type unknown, message id unknown, 44 characters");
    }
}
