package dev.chameleonbot.engine.eventsub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Frames as Twitch sends them. */
final class Fixtures {
    static final List<String> NAMES = List.of(
            "notification_chat_message",
            "notification_chat_message_command",
            "notification_chat_message_shared",
            "revocation",
            "session_keepalive",
            "session_reconnect",
            "session_welcome");

    private Fixtures() {}

    static String read(String name) {
        try (InputStream in =
                Objects.requireNonNull(Fixtures.class.getResourceAsStream("/fixtures/" + name + ".json"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
