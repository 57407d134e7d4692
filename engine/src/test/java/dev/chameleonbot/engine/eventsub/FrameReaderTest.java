package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
    private static final UserId WRITER = new UserId("185321156");

    private final FrameReader writers = new FrameReader(WRITER, () -> false, InstantSource.fixed(NOW));
    private final FrameReader somebodys = new FrameReader(new UserId("1"), () -> false, InstantSource.fixed(NOW));
    private final FrameReader everyones = new FrameReader(new UserId("1"), () -> true, InstantSource.fixed(NOW));

    @Test
    void readsAnOwnMessageWithAllThatABehaviourSees() {
        ChatMessage message = chat(writers.read(Fixtures.read("notification_chat_message")));

        assertThat(message.id().value()).isEqualTo("3fb6d62d-c9ae-44fd-a760-59dca732d28e");
        assertThat(message.channel().value()).isEqualTo("51219542");
        assertThat(message.channelLogin()).isEqualTo("somestreamer");
        assertThat(message.chatter()).isEqualTo(WRITER);
        assertThat(message.chatterLogin()).isEqualTo("chatterone");
        assertThat(message.chatterName()).isEqualTo("ChatterOne");
        assertThat(message.text()).isEqualTo("that was close Kappa");
        assertThat(message.own()).isTrue();
        assertThat(message.shownColor()).contains(new ChatColor.Hex(0xB22222));
        assertThat(message.badges()).containsExactlyInAnyOrder("subscriber", "premium");
        assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-02-01T22:49:57.096074440Z"));
    }

    @Test
    void oddBadgesCostNothingOfTheMessage() {
        String odd = Fixtures.read("notification_chat_message")
                .replace("\"badges\":[", "\"badges\":[null,7,[{}],{\"set_id\":null},")
                .replace("\"badges\": [", "\"badges\": [null,7,[{}],{\"set_id\":null},");

        ChatMessage message = chat(writers.read(odd));

        assertThat(odd).contains("null,7,");
        assertThat(message.badges()).containsExactlyInAnyOrder("subscriber", "premium");
        assertThat(message.shownColor()).contains(new ChatColor.Hex(0xB22222));
    }

    @Test
    void badgesThatAreNoListAreNone() {
        String odd = Fixtures.read("notification_chat_message")
                .replaceFirst("\"badges\":\\s*\\[[^]]*]", "\"badges\":{\"\":{\"set_id\":\"x\"}}");

        assertThat(odd).contains("{\"set_id\":\"x\"}");
        assertThat(chat(writers.read(odd)).badges()).isEmpty();
    }

    @Test
    void dropsSomebodyElsesMessageUnlessEveryonesAreWanted() {
        String text = Fixtures.read("notification_chat_message");
        assertThat(somebodys.read(text)).isInstanceOf(Frame.Unwanted.class);
        assertThat(chat(everyones.read(text)).own()).isFalse();
    }

    @Test
    void recognisesOwnMessagesByUserIdNeverByName() {
        String renamed = Fixtures.read("notification_chat_message")
                .replace("chatterone", "somebody")
                .replace("ChatterOne", "Somebody");
        assertThat(chat(writers.read(renamed)).own()).isTrue();
        String impostor = Fixtures.read("notification_chat_message").replace("\"185321156\"", "\"666\"");
        assertThat(writers.read(impostor)).isInstanceOf(Frame.Unwanted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chatter_user_id",
                "\\\"chatter_user_id\\\":\\\"666\\\"",
                "\\u0022chatter_user_id\\u0022:\\u0022666\\u0022",
                "\\\"subscription_type\\\":\\\"other\\\""
            })
    void whoHasWrittenAMessageDoesNotDependOnItsText(String said) {
        String own = Fixtures.read("notification_chat_message").replace("that was close Kappa", said);

        assertThat(chat(writers.read(own)).own()).isTrue();
        assertThat(somebodys.read(own)).isInstanceOf(Frame.Unwanted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"chatter_user_id\" : \"185321156\"", "\"chatter_user_id\":\"\\u0031\\u00385321156\""})
    void whoHasWrittenAMessageDoesNotDependOnHowItsFieldIsSpelled(String field) {
        String own = Fixtures.read("notification_chat_message").replace("\"chatter_user_id\":\"185321156\"", field);

        assertThat(own).contains(field);
        assertThat(chat(writers.read(own)).own()).isTrue();
        assertThat(somebodys.read(own)).isInstanceOf(Frame.Unwanted.class);
    }

    @Test
    void ofOtherSubscriptionsNothingIsUnwantedForItsChatter() {
        String other = Fixtures.read("notification_chat_message").replace("channel.chat.message", "channel.chat.other");

        assertThat(somebodys.read(other)).isInstanceOf(Frame.Unknown.class);
    }

    @Test
    void givesACopyInASharedChatTheIdOfTheOriginal() {
        ChatMessage original = chat(writers.read(Fixtures.read("notification_chat_message")));
        ChatMessage copy = chat(writers.read(Fixtures.read("notification_chat_message_shared")));
        assertThat(copy.id()).isEqualTo(original.id());
        assertThat(copy.shownColor()).isEmpty();
    }

    @Test
    void aKeepaliveTimeoutThatIsATextIsReadAsANumber() {
        String welcome =
                Fixtures.read("session_welcome").replaceAll("(\"keepalive_timeout_seconds\"\\s*:\\s*)10", "$1\"30\"");

        assertThat(writers.read(welcome))
                .isEqualTo(new Frame.Welcome("AgoQTestSession0001EgZjZWxsLWE", Duration.ofSeconds(30)));
    }

    @Test
    void readsTheSessionsFrames() {
        assertThat(writers.read(Fixtures.read("session_welcome")))
                .isEqualTo(new Frame.Welcome("AgoQTestSession0001EgZjZWxsLWE", Duration.ofSeconds(10)));
        assertThat(writers.read(Fixtures.read("session_keepalive"))).isInstanceOf(Frame.Keepalive.class);
        assertThat(writers.read(Fixtures.read("session_reconnect")))
                .isEqualTo(new Frame.Reconnect(
                        "wss://eventsub.wss.twitch.tv/ws?challenge=8f2c0f7e&id=AgoQTestSession0001EgZjZWxsLWE"));
        assertThat(writers.read(Fixtures.read("revocation")))
                .isEqualTo(new Frame.Revocation(
                        "beb2737c-0000-4641-9135-000000000001",
                        "authorization_revoked",
                        "channel.chat.message",
                        "51219542"));
    }

    @Test
    void readsThatAStreamBeginsAndEnds() {
        String online = """
            {"metadata":{"message_id":"1","message_type":"notification","subscription_type":"stream.online"},
             "payload":{"subscription":{"id":"2"},"event":{"id":"3","broadcaster_user_id":"51219542",
             "broadcaster_user_login":"somestreamer","broadcaster_user_name":"SomeStreamer","type":"live",
             "started_at":"2026-02-01T22:49:57.123456789Z"}}}\
            """;
        ChannelId channel = new ChannelId("51219542");

        assertThat(somebodys.read(online))
                .isEqualTo(new Frame.StreamOnline(
                        channel, "somestreamer", Instant.parse("2026-02-01T22:49:57.123456789Z")));
        assertThat(somebodys.read(online.replace("stream.online", "stream.offline")))
                .isEqualTo(new Frame.StreamOffline(channel, "somestreamer"));
        assertThat(somebodys.read(online.replace("2026-02-01T22:49:57.123456789Z", "soon")))
                .isEqualTo(new Frame.StreamOnline(channel, "somestreamer", NOW));
        assertThat(somebodys.read(online.replace("broadcaster_user_id", "else")))
                .isInstanceOf(Frame.Malformed.class);
    }

    @Test
    void doesNotCareForTheOrderOfFields() {
        String text = Fixtures.read("notification_chat_message");
        int payload = text.indexOf(",\"payload\"");
        String swapped = "{" + text.substring(payload + 1, text.length() - 1) + "," + text.substring(1, payload) + "}";
        assertThat(chat(writers.read(swapped)).text()).isEqualTo("that was close Kappa");
        assertThat(somebodys.read(swapped)).isInstanceOf(Frame.Unwanted.class);
    }

    @Test
    void takesAnUnknownTypeForWhatItIs() {
        assertThat(writers.read("{\"metadata\":{\"message_type\":\"session_party\"},\"payload\":{}}"))
                .isEqualTo(new Frame.Unknown("session_party"));
        assertThat(writers.read(
                        Fixtures.read("notification_chat_message").replace("channel.chat.message", "channel.raid")))
                .isInstanceOf(Frame.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "hello",
                "{\"metadata\":5,\"payload\":[{\"session\":1}]}",
                "{\"metadata\":{\"message_type\":null}}",
                "{\"metadata\":{\"message_type\":{\"a\":[]}}}",
                "{\"metadata\":{\"message_type\":\"session_welcome\"},\"payload\":{\"session\":{\"id\":null}}}",
                "{\"metadata\":{\"message_type\":\"session_reconnect\"},\"payload\":{\"session\":{}}}",
                "{\"metadata\":{\"message_type\":\"notification\",\"subscription_type\":\"channel.chat.message\"},"
                        + "\"payload\":{\"event\":{\"chatter_user_id\":\"185321156\"}}}"
            })
    void callsMalformedWhatIsNotAsTwitchDocumentsIt(String text) {
        assertThat(writers.read(text)).isInstanceOf(Frame.Malformed.class);
    }

    @Test
    void survivesEveryTruncationOfEveryFrame() {
        for (String name : Fixtures.NAMES) {
            String text = Fixtures.read(name);
            for (int length = 0; length < text.length(); length++) {
                assertThat(everyones.read(text.substring(0, length)))
                        .as("%s cut at %s", name, length)
                        .isInstanceOf(Frame.Malformed.class);
            }
        }
    }

    @Test
    void survivesRandomDamage() {
        Random random = new Random(4_711);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text =
                    new StringBuilder(Fixtures.read(Fixtures.NAMES.get(random.nextInt(Fixtures.NAMES.size()))));
            for (int damage = 0; damage <= random.nextInt(5); damage++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 0x2000));
            }
            assertThat(everyones.read(text.toString())).isNotNull();
        }
    }

    @Test
    void survivesDeepNesting() {
        String deep = "{\"metadata\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        assertThat(writers.read(deep)).isInstanceOf(Frame.Malformed.class);
    }

    private static ChatMessage chat(Frame frame) {
        assertThat(frame).isInstanceOf(Frame.Chat.class);
        return ((Frame.Chat) frame).message();
    }
}
