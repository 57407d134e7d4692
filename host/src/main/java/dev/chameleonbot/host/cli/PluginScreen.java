package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.cli.Table.Cell;
import dev.chameleonbot.host.cli.Table.Column;
import dev.chameleonbot.host.logging.ControlCharacters;
import java.util.List;
import java.util.Locale;

/** Shows plugins to people. */
record PluginScreen(Console console) {
    private static final List<String> FACTS = List.of("id", "version", "state", "origin", "file", "sha256", "pin");
    private static final String NO_MODULE = "none of its own, because its jar has no module-info.class at the top";

    private static final int HASH_DIGITS = 12;

    /** A line for each plugin. */
    void list(JsonNode plugins) {
        Table table =
                Table.of(Column.left("PLUGIN"), Column.left("VERSION"), Column.left("ORIGIN"), Column.left("STATE"));
        for (JsonNode plugin : plugins) {
            String more = hasModule(plugin) || !isReadable(plugin) ? "" : ", without a module of its own";
            String state = plugin.path("state").asText();
            table.add(List.of(
                    Cell.of(plugin.path("id").asText()),
                    Cell.of(plugin.path("version").asText()),
                    Cell.of(plugin.path("origin").asText()),
                    new Cell(state + more + onDisk(plugin), tone(state))));
            if (plugin.has("problem")) {
                table.below(plugin.path("problem").asText());
            }
        }
        console.show(table);
    }

    private static Tone tone(String state) {
        return switch (state) {
            case "started" -> Tone.GOOD;
            case "failed", "broken" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    /** The hash of each plugin, and whether it is the pinned one. */
    void hashes(JsonNode plugins) {
        Table table = Table.of(Column.left("PIN"), Column.left("SHA-256"), Column.left("PLUGIN"));
        for (JsonNode plugin : plugins) {
            String pin = plugin.path("pin").asText();
            table.add(List.of(
                    new Cell(pin, pinTone(pin)),
                    Cell.of(plugin.path("on_disk")
                            .path("sha256")
                            .asText(plugin.path("sha256").asText())),
                    Cell.of(plugin.path("id").asText())));
        }
        console.show(table);
    }

    private static Tone pinTone(String pin) {
        return switch (pin) {
            case "matches" -> Tone.GOOD;
            case "changed", "unknown" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    /** All that is known of one plugin. */
    void show(JsonNode plugin) {
        FACTS.forEach(fact -> fact(fact, plugin.path(fact).asText()));
        if (!onDisk(plugin).isEmpty()) {
            fact("but", onDisk(plugin).strip());
        }
        if (plugin.has("problem")) {
            line("    " + plugin.path("problem").asText());
        }
        if (!isReadable(plugin)) {
            return;
        }
        fact("module", hasModule(plugin) ? plugin.path("module").asText() : NO_MODULE);
        JsonNode settings = plugin.path("settings");
        if (settings.isMissingNode()) {
            fact("settings", "not known: the plugin is not loaded, or does not say what can be set");
        } else if (settings.isEmpty()) {
            fact("settings", "none");
        } else {
            line("settings");
            settings.forEach(this::setting);
        }
    }

    private void fact(String name, String value) {
        line(String.format(Locale.ROOT, "%-8s %s", name, value));
    }

    private void line(String text) {
        console.show(ControlCharacters.escape(text));
    }

    private void setting(JsonNode setting) {
        JsonNode fallback = setting.path("default");
        line("  " + setting.path("name").asText() + ": "
                + setting.path("allowed").asText() + "; "
                + (fallback.isMissingNode() ? "must be set" : fallback + " by default"));
        String description = setting.path("description").asText();
        if (!description.isEmpty()) {
            line("    " + description);
        }
    }

    /** What the file is, where something else is loaded. */
    private static String onDisk(JsonNode plugin) {
        JsonNode file = plugin.path("on_disk");
        return file.isMissingNode()
                ? ""
                : " (on disk: " + file.path("version").asText() + ", "
                        + file.path("sha256").asText().substring(0, HASH_DIGITS) + "...)";
    }

    private static boolean isReadable(JsonNode plugin) {
        return !plugin.path("sha256").asText().isEmpty();
    }

    private static boolean hasModule(JsonNode plugin) {
        return plugin.path("module").isTextual();
    }
}
