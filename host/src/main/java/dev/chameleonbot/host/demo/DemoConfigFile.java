package dev.chameleonbot.host.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the configuration that an operator would write for the accounts of a demo. */
final class DemoConfigFile {
    private DemoConfigFile() {}

    static void write(Path file, Simulator simulator, List<DemoCast.Member> members) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = mapper.createObjectNode();
        ArrayNode users = config.putArray("users");
        for (DemoCast.Member member : members) {
            SimulatedUser user = member.user();
            ObjectNode entry = users.addObject()
                    .put("username", user.login())
                    .put("client_id", user.clientId())
                    .put("client_secret", user.clientSecret())
                    .put("is_prime_or_turbo", user.prime())
                    .put("enabled", true)
                    .put("access_token", user.accessToken())
                    .put("refresh_token", user.refreshToken());
            ArrayNode channels = entry.putArray("channels");
            member.channels().forEach(channels::add);
        }
        config.putObject("twitch")
                .put("eventsub_url", simulator.eventSubUrl().toString())
                .put("helix_url", simulator.helixUrl().toString())
                .put("auth_url", simulator.authUrl().toString());
        Files.write(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(config));
    }
}
