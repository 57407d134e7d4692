package dev.chameleonbot.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TwitchEndpointsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "[::1]"})
    void takesPlainAddressesOnLoopback(String host) {
        TwitchEndpoints endpoints = at("ws://" + host + ":9000/ws", "http://" + host + ":9000/helix/");
        assertThat(endpoints.helix().toString()).endsWith("/helix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "10.0.0.1", "192.168.1.1", "localhost.example.org", "0.0.0.0", "[2001:db8::1]"})
    void refusesPlainAddressesElsewhere(String host) {
        assertThatThrownBy(() -> at("wss://example.org/ws", "http://" + host + "/helix"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/helix", "example.org/helix", "https:///helix", "file:/etc/passwd"})
    void refusesWhatIsNoWebAddress(String address) {
        assertThatThrownBy(() -> at("wss://example.org/ws", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://");
    }

    @Test
    void checksAReconnectUrlByTheSameRules() {
        assertThat(TwitchEndpoints.eventSubAddress(URI.create("wss://eventsub.wss.twitch.tv/ws?challenge=a&id=b"))
                        .toString())
                .isEqualTo("wss://eventsub.wss.twitch.tv/ws?challenge=a&id=b");
        assertThatThrownBy(() -> TwitchEndpoints.eventSubAddress(URI.create("ws://example.org/ws")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TwitchEndpoints at(String eventSub, String helix) {
        return new TwitchEndpoints(URI.create(eventSub), URI.create(helix), TwitchEndpoints.TWITCH.auth());
    }
}
