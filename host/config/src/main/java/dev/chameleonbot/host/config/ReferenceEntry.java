package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.chameleonbot.plugin.api.Setting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a reference tells of one key or setting.
 *
 * @param allowed what it must be
 * @param fallback what holds unless it is set; empty where it must be set
 * @param example what to write, with the key; empty where there is nothing to show
 * @param secret whether its value is never shown
 */
record ReferenceEntry(String name, String text, String allowed, String fallback, String example, boolean secret) {
    /** A key as it is documented in one of the places where it may stand. */
    static ReferenceEntry of(ConfigKey key, ConfigSection place) {
        String text = key.successor()
                .map(newer -> key.text() + " Write " + newer + " instead.")
                .orElse(key.text());
        boolean forAll = place == ConfigSection.ROOT && key.isDefaultAtRoot();
        return new ReferenceEntry(
                key.name(),
                forAll ? text + " At the root it applies to every account without its own." : text,
                key.allowed(),
                fallback(key, place),
                key.example().isEmpty() ? "" : '"' + key.name() + "\": " + key.example(),
                key.secret());
    }

    private static String fallback(ConfigKey key, ConfigSection place) {
        return place == ConfigSection.USER && key.isDefaultAtRoot()
                ? "the value at the root" + (key.fallback().isEmpty() ? "" : "; else " + key.fallback())
                : key.fallback();
    }

    /** A plugin's setting. */
    static ReferenceEntry of(Setting<?> setting) {
        return new ReferenceEntry(
                setting.name(),
                sentence(setting.description()),
                setting.allowed(),
                setting.fallbackJson().map(ReferenceEntry::written).orElse(""),
                "",
                false);
    }

    private static String written(Object json) {
        return switch (json) {
            case List<?> list when list.isEmpty() -> "none";
            case List<?> list -> list.stream().map(ReferenceEntry::written).collect(Collectors.joining(", "));
            case String text -> new TextNode(text).toString();
            default -> json.toString();
        };
    }

    /** Descriptions of settings are written as clauses or as sentences. */
    private static String sentence(String description) {
        if (description.isEmpty()) {
            return "";
        }
        String capital = description.substring(0, 1).toUpperCase(Locale.ROOT) + description.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
