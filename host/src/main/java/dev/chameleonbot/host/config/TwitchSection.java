package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.TwitchEndpoints;
import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The object {@code twitch} and the environment variables that go before it: where Twitch is found. */
final class TwitchSection {
    private static final List<String> KEYS = List.of("eventsub_url", "helix_url", "auth_url");

    private final ConfigNode node;
    private final Map<String, String> environment;
    private final List<ConfigProblem> problems;

    TwitchSection(ConfigNode node, Map<String, String> environment, List<ConfigProblem> problems) {
        this.node = node;
        this.environment = environment;
        this.problems = problems;
    }

    /** Reads the endpoints; where one is wrong, which has been told then, Twitch's own stands in its place. */
    TwitchEndpoints read() {
        if (node.isPresent() && !node.isObject()) {
            node.error("must be an object with eventsub_url, helix_url and auth_url, but is " + node.kind());
        }
        if (node.isObject()) {
            node.warnOfUnknownKeys(KEYS);
        }
        TwitchEndpoints twitch = TwitchEndpoints.TWITCH;
        URI eventSub = address(
                "eventsub_url",
                "CHAMELEON_EVENTSUB_URL",
                twitch.eventSub(),
                uri -> new TwitchEndpoints(uri, twitch.helix(), twitch.auth()).eventSub());
        URI helix = address(
                "helix_url",
                "CHAMELEON_HELIX_URL",
                twitch.helix(),
                uri -> new TwitchEndpoints(twitch.eventSub(), uri, twitch.auth()).helix());
        URI auth = address(
                "auth_url",
                "CHAMELEON_AUTH_URL",
                twitch.auth(),
                uri -> new TwitchEndpoints(twitch.eventSub(), twitch.helix(), uri).auth());
        return new TwitchEndpoints(eventSub, helix, auth);
    }

    private URI address(String key, String variable, URI standard, UnaryOperator<URI> checked) {
        Optional<String> fromEnvironment =
                Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
        Optional<String> fromFile = node.isObject() ? node.at(key).text() : Optional.empty();
        String path = fromEnvironment.isPresent() ? variable : node.at(key).path();
        Optional<String> given = fromEnvironment.or(() -> fromFile);
        if (given.isEmpty()) {
            return standard;
        }
        try {
            return checked.apply(URI.create(given.get().strip()));
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(Severity.ERROR, path, String.valueOf(e.getMessage())));
            return standard;
        }
    }
}
