package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Whom to alert, and how often at most.
 *
 * @param webhooks where alerts are sent, all of them to each; empty where nobody is alerted
 * @param atMostEvery how long the same trouble of the same account is not told again
 */
public record AlertsConfig(List<Webhook> webhooks, Duration atMostEvery) {
    /** The interval unless one is configured. */
    public static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);

    /** Nobody is alerted. */
    public static final AlertsConfig NONE = new AlertsConfig(List.of(), USUAL_INTERVAL);

    public AlertsConfig {
        webhooks = List.copyOf(webhooks);
    }

    /** What a webhook understands. */
    public enum Format {
        /** A message in a Discord channel. */
        DISCORD,
        /** JSON for programs; the README names its fields. */
        GENERIC
    }

    /**
     * One webhook.
     *
     * @param url its address, whose path is as good as a password: {@code https}, or {@code http} on loopback
     */
    public record Webhook(Secret url, Format format) {

        /** The part of the address that may be told. */
        public String host() {
            return Objects.requireNonNullElse(URI.create(url.reveal()).getHost(), "");
        }

        @Override
        public String toString() {
            return format + " webhook at " + host();
        }
    }
}
