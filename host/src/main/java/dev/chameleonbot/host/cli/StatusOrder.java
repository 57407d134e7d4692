package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** In which order accounts are shown; those that are alike come by their names. */
enum StatusOrder {
    /** Those that need attention first, then those that are not live. */
    ATTENTION,
    LOGIN,
    STATE,
    /** The most messages first. */
    HEARD,
    /** The most changes of colour first. */
    CHANGES,
    /** The latest change of colour first. */
    LAST_CHANGE;

    private static final Comparator<JsonNode> BY_LOGIN =
            Comparator.comparing(account -> account.path("login").asText());

    /** Reads one as people write it; picocli alone would list the constants' names among the possible ones too. */
    static StatusOrder parse(String text) {
        return Stream.of(values())
                .filter(order -> order.toString().equalsIgnoreCase(text))
                .findAny()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Stream.of(values()).map(StatusOrder::toString).collect(Collectors.joining(", "))));
    }

    Comparator<JsonNode> comparator() {
        Comparator<JsonNode> first = switch (this) {
            case ATTENTION -> Comparator.comparingInt(StatusOrder::urgency);
            case LOGIN -> BY_LOGIN;
            case STATE -> Comparator.comparing(account -> account.path("state").asText());
            case HEARD ->
                Comparator.comparingLong(
                        account -> -account.path("messages_heard").asLong());
            case CHANGES ->
                Comparator.comparingLong(
                        account -> -account.path("colors_changed").asLong());
            // No time comes last.
            case LAST_CHANGE -> Comparator.comparing(StatusOrder::lastChange, Comparator.reverseOrder());
        };
        return first.thenComparing(BY_LOGIN);
    }

    private static Instant lastChange(JsonNode account) {
        JsonNode at = account.path("last_color_at");
        return at.isTextual() ? Instant.parse(at.asText()) : Instant.MIN;
    }

    private static int urgency(JsonNode account) {
        if (account.path("needs_attention").asBoolean()) {
            return 0;
        }
        return account.path("state").asText().equals("LIVE") ? 2 : 1;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
