package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import dev.chameleonbot.host.config.AlertsConfig.Webhook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the object {@code alerts}. A webhook's address is a secret and is never shown. */
record AlertsReader(Problems problems) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MAX_WEBHOOKS = 20;

    static AlertsConfig read(Optional<JsonNode> alerts, Problems problems) {
        return alerts.flatMap(node -> ObjectReader.of(ConfigSection.ALERTS, node, problems))
                .map(new AlertsReader(problems)::alerts)
                .orElse(AlertsConfig.NONE);
    }

    private AlertsConfig alerts(ObjectReader reader) {
        List<Webhook> webhooks = reader.value("webhooks").map(this::webhooks).orElse(List.of());
        Duration interval = reader.optionalText("at_most_every", "a time such as \"5m\"")
                .flatMap(text -> interval(reader.path("at_most_every"), text))
                .orElse(AlertsConfig.USUAL_INTERVAL);
        return new AlertsConfig(webhooks, interval);
    }

    private Optional<Duration> interval(String path, String text) {
        Optional<Duration> interval =
                DurationText.parse(text).filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0);
        if (interval.isEmpty()) {
            problems.error(
                    path,
                    "'" + ObjectReader.shorten(text)
                            + "' is not allowed; it must be a time from 1s to 168h, such as 30s, 5m or 1h30m");
        }
        return interval;
    }

    private List<Webhook> webhooks(JsonNode list) {
        String path = "alerts.webhooks";
        if (!list.isArray()) {
            problems.error(path, "is " + ObjectReader.kind(list) + "; it must be a list of objects with url, format");
            return List.of();
        }
        if (list.size() > MAX_WEBHOOKS) {
            problems.error(path, "has " + list.size() + " webhooks; at most " + MAX_WEBHOOKS + " are possible");
            return List.of();
        }
        List<Webhook> webhooks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            webhook(path + "[" + i + "]", list.get(i)).ifPresent(webhooks::add);
        }
        return webhooks;
    }

    private Optional<Webhook> webhook(String path, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            problems.error(path, "is " + ObjectReader.kind(node) + "; it must be an object with url, format");
            return Optional.empty();
        }
        ObjectReader reader = new ObjectReader(path, object, problems);
        reader.warnOfUnknownKeys(ConfigSection.WEBHOOK);
        Optional<URI> url =
                reader.requiredText("url", "the address of a webhook").flatMap(text -> url(reader.path("url"), text));
        Optional<Format> format = reader.requiredText("format", "\"discord\" or \"generic\"")
                .flatMap(text -> format(reader.path("format"), text));
        return url.flatMap(address -> format.map(known -> new Webhook(Secret.of(address.toString()), known)));
    }

    private Optional<Format> format(String path, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "discord" -> Optional.of(Format.DISCORD);
            case "generic" -> Optional.of(Format.GENERIC);
            default -> {
                problems.error(
                        path,
                        "'" + ObjectReader.shorten(text) + "' is not allowed; it must be \"discord\" or \"generic\"");
                yield Optional.empty();
            }
        };
    }

    private Optional<URI> url(String path, String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) { // whose message would show it
            problems.error(path, "is not an address (it is not shown here)");
            return Optional.empty();
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
            problems.error(path, "must be an https:// address (it is not shown here)");
        } else if (scheme.equals("http") && !TwitchEndpoints.isLoopback(host)) {
            problems.error(
                    path,
                    "begins with http://, which is allowed on loopback only; use https:// (it is not shown here)");
        } else if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            problems.error(path, "must be an address without user and fragment (it is not shown here)");
        } else if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            problems.error(
                    path, "must be an address with a port from 1 to 65535, or without one (it is not shown here)");
        } else {
            return Optional.of(uri);
        }
        return Optional.empty();
    }
}
