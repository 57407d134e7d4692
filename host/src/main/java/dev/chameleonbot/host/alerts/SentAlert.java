package dev.chameleonbot.host.alerts;

import java.time.Instant;
import java.util.List;

/**
 * An alert that was sent, and its outcome at each webhook.
 *
 * @param sequence its number, which only rises
 * @param kind what it is, such as {@code needs_login}
 * @param severity {@code error}, {@code warning} or {@code info}
 * @param at when the first of what it tells happened
 * @param headline what has happened, and to whom
 * @param accounts all accounts that it happened to
 * @param plugin the plugin that it is about, or empty
 * @param reason why, or empty
 * @param advice what to do, or empty
 * @param webhooks what became of it, in the order of the configuration; none where no webhook is configured
 */
public record SentAlert(
        long sequence,
        String kind,
        String severity,
        Instant at,
        String headline,
        List<String> accounts,
        String plugin,
        String reason,
        String advice,
        List<Delivery> webhooks) {
    /** Copies the lists. */
    public SentAlert {
        accounts = List.copyOf(accounts);
        webhooks = List.copyOf(webhooks);
    }

    /** What became of it at a webhook. */
    public enum State {
        /** It waits, or is tried again. */
        PENDING,
        /** The webhook has taken it. */
        DELIVERED,
        /** It was given up. */
        FAILED
    }

    /**
     * One webhook. Its address is a secret but for the host.
     *
     * @param host the host's name
     * @param state what became of it
     * @param problem why it was given up; empty unless it was
     */
    public record Delivery(String host, State state, String problem) {}
}
