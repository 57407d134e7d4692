package dev.chameleonbot.engineplugin;

import static org.awaitility.Awaitility.await;

import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The simulated Twitch of a test with a foreign host, its user alice, and configurations for it. */
final class ForeignTwitch implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);

    private final Simulator twitch;

    private ForeignTwitch(Simulator twitch) {
        this.twitch = twitch;
    }

    static ForeignTwitch start() throws IOException {
        Simulator twitch = Simulator.builder().start();
        twitch.addUser("alice");
        return new ForeignTwitch(twitch);
    }

    Simulator simulator() {
        return twitch;
    }

    /** Writes a configuration with alice and this Twitch's addresses to where a host in the folder looks for it. */
    Path configureIn(Path folder) throws IOException {
        return write(folder.resolve("chameleon.json"), text(true, "alice"));
    }

    static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    String text(boolean withEndpoints, String... logins) {
        List<String> users = Stream.of(logins).map(this::user).toList();
        String endpoints =
                withEndpoints ? """
                    , "twitch": {"eventsub_url": "%s", "helix_url": "%s", "auth_url": "%s"}\
                    """.formatted(twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl()) : "";
        return "{\"users\": [" + String.join(", ", users) + "]" + endpoints + "}\n";
    }

    private String user(String login) {
        SimulatedUser user = twitch.user(login).orElseThrow();
        return """
            {"username": "%s", "client_id": "%s", "client_secret": "%s", "channels": ["%s"], "enabled": true,
             "is_prime_or_turbo": true, "access_token": "%s", "refresh_token": "%s"}\
            """.formatted(
                        login, user.clientId(), user.clientSecret(), login, user.accessToken(), user.refreshToken());
    }

    void colourChangesTwice() {
        await().atMost(SOON).until(() -> twitch.enabledSubscriptions("alice") > 0);
        for (int i = 0; i < 2; i++) {
            String before = twitch.color("alice");
            twitch.say("alice", "alice", "hello");
            await().atMost(SOON).until(() -> !twitch.color("alice").equals(before));
        }
    }

    @Override
    public void close() throws IOException {
        twitch.close();
    }
}
