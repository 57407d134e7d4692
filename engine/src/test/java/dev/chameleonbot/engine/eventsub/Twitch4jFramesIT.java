package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.twitch4j.common.util.TypeConvert;
import com.github.twitch4j.eventsub.events.ChannelChatMessageEvent;
import com.github.twitch4j.eventsub.socket.domain.EventSubSocketMessage;
import com.github.twitch4j.eventsub.socket.enums.SocketMessageType;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** twitch4j's own classes read what Twitch sends, and the simulator sends what they can read. */
@ExtendWith(TidyExtension.class)
final class Twitch4jFramesIT {
    static List<String> names() {
        return Fixtures.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsEveryFixture(String name) {
        EventSubSocketMessage message = TypeConvert.jsonToObject(Fixtures.read(name), EventSubSocketMessage.class);
        assertThat(message.getMetadata().getMessageType()).isNotNull();
        assertThat(message.getMetadata().getMessageId()).isNotBlank();
        assertThat(message.getMetadata().getMessageTimestamp()).isNotNull();
        if (name.startsWith("notification")) {
            assertThat(message.getPayload().getParsedEvent()).isInstanceOf(ChannelChatMessageEvent.class);
        }
    }

    @Test
    void readsTheSimulatorsFrames() throws Exception {
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        try (Simulator twitch = Simulator.builder().start();
                HttpProbe probe = new HttpProbe(twitch)) {
            SimulatedUser alice = twitch.addUser("alice");
            SimulatedUser streamer = twitch.addUser("streamer");
            probe.listen(frames::add);
            EventSubSocketMessage welcome = next(frames, SocketMessageType.SESSION_WELCOME);
            assertThat(probe.subscribe(
                            alice, streamer, welcome.getPayload().getSession().getId()))
                    .isEqualTo(202);

            twitch.say("alice", "streamer", "hello");
            ChannelChatMessageEvent event = (ChannelChatMessageEvent)
                    next(frames, SocketMessageType.NOTIFICATION).getPayload().getParsedEvent();
            assertThat(event.getMessage().getText()).isEqualTo("hello");
            assertThat(event.getChatterUserId()).isEqualTo(alice.id());

            twitch.faults().requestReconnect();
            assertThat(next(frames, SocketMessageType.SESSION_RECONNECT)
                            .getPayload()
                            .getSession()
                            .getReconnectUrl())
                    .isNotBlank();
            twitch.faults().revoke("authorization_revoked");
            assertThat(next(frames, SocketMessageType.REVOCATION)
                            .getPayload()
                            .getSubscription()
                            .getId())
                    .isNotBlank();
        }
    }

    private static EventSubSocketMessage next(BlockingQueue<String> frames, SocketMessageType type)
            throws InterruptedException {
        while (true) {
            String text = frames.poll(10, TimeUnit.SECONDS);
            assertThat(text).as("a frame of type %s", type).isNotNull();
            EventSubSocketMessage message = TypeConvert.jsonToObject(text, EventSubSocketMessage.class);
            if (message.getMetadata().getMessageType() == type) {
                return message;
            }
        }
    }
}
