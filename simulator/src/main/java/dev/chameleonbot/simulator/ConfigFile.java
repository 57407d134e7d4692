package dev.chameleonbot.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A configuration of a bot for the accounts of a simulator, in the schema of the original Python bot. */
final class ConfigFile {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ConfigFile() {}

    /** The configuration: every account in its own channel and in that of the first one. */
    static String text(Simulator simulator) {
        ObjectNode config = Json.object();
        ArrayNode users = config.putArray("users");
        for (SimulatedUser user : simulator.users()) {
            ObjectNode entry = users.addObject()
                    .put("username", user.login())
                    .put("client_id", user.clientId())
                    .put("client_secret", user.clientSecret());
            ArrayNode channels = entry.putArray("channels").add(user.login());
            String first = simulator.users().getFirst().login();
            if (!first.equals(user.login())) {
                channels.add(first);
            }
            entry.put("is_prime_or_turbo", user.prime())
                    .put("enabled", true)
                    .put("access_token", user.accessToken())
                    .put("refresh_token", user.refreshToken());
        }
        config.putObject("twitch")
                .put("eventsub_url", simulator.eventSubUrl().toString())
                .put("helix_url", simulator.helixUrl().toString())
                .put("auth_url", simulator.authUrl().toString());
        try {
            return MAPPER.writeValueAsString(config) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /** Writes the configuration, readable for its owner only where the file system knows owners. */
    static void write(Simulator simulator, Path file) throws IOException {
        Files.writeString(file, text(simulator), StandardCharsets.UTF_8);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
