package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads where Twitch is found: the environment beats the object {@code twitch}, which beats Twitch's own addresses. */
final class EndpointsReader {
    /** One of the three addresses. */
    private enum Endpoint {
        EVENTSUB("eventsub_url", "CHAMELEON_EVENTSUB_URL"),
        HELIX("helix_url", "CHAMELEON_HELIX_URL"),
        AUTH("auth_url", "CHAMELEON_AUTH_URL");

        private final String key;
        private final String variable;

        Endpoint(String key, String variable) {
            this.key = key;
            this.variable = variable;
        }

        TwitchEndpoints replaced(TwitchEndpoints endpoints, URI by) {
            return switch (this) {
                case EVENTSUB -> new TwitchEndpoints(by, endpoints.helix(), endpoints.auth());
                case HELIX -> new TwitchEndpoints(endpoints.eventSub(), by, endpoints.auth());
                case AUTH -> new TwitchEndpoints(endpoints.eventSub(), endpoints.helix(), by);
            };
        }
    }

    private final Problems problems;
    private TwitchEndpoints endpoints = TwitchEndpoints.TWITCH;

    private EndpointsReader(Problems problems) {
        this.problems = problems;
    }

    static List<String> variables() {
        return Stream.of(Endpoint.values()).map(endpoint -> endpoint.variable).toList();
    }

    static TwitchEndpoints read(Optional<JsonNode> twitch, Map<String, String> environment, Problems problems) {
        EndpointsReader reader = new EndpointsReader(problems);
        twitch.flatMap(node -> ObjectReader.of(ConfigSection.TWITCH, node, problems))
                .ifPresent(object -> reader.fromFile(object, environment));
        reader.fromEnvironment(environment);
        return reader.endpoints;
    }

    private void fromFile(ObjectReader reader, Map<String, String> environment) {
        for (Endpoint endpoint : Endpoint.values()) {
            boolean overridden = variable(environment, endpoint).isPresent();
            reader.optionalText(endpoint.key, "an address")
                    .filter(text -> !overridden)
                    .ifPresent(text -> take(endpoint, reader.path(endpoint.key), text));
        }
    }

    private void fromEnvironment(Map<String, String> environment) {
        for (Endpoint endpoint : Endpoint.values()) {
            variable(environment, endpoint).ifPresent(text -> take(endpoint, endpoint.variable, text));
        }
    }

    private static Optional<String> variable(Map<String, String> environment, Endpoint endpoint) {
        return Optional.ofNullable(environment.get(endpoint.variable))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private void take(Endpoint endpoint, String path, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                problems.error(path, "must be an address without user, query and fragment");
                return;
            }
            endpoints = endpoint.replaced(endpoints, uri);
        } catch (URISyntaxException e) {
            problems.error(path, "'" + ObjectReader.shorten(text) + "' is not an address");
        } catch (IllegalArgumentException e) {
            problems.error(path, String.valueOf(e.getMessage()));
        }
    }
}
